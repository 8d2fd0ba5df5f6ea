import { bridge } from '../../bridge';
import { useAct } from '../../kit/useDesk';

/** 核对恢复卡 of the book as it is: two groups typed back. */
export function useConfirm(onConfirmed?: () => void) {
  return useAct((groups: [string, string]) => bridge.bookConfirmRecovery(groups), {
    inline: true,
    after: onConfirmed,
  });
}
