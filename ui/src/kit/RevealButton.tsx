import { Button, type ButtonProps, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { zh } from '../words/zh';
import { ShowIcon } from './icons';

const words = zh.common.reveal;

interface Props extends Pick<ButtonProps, 'loading' | 'size' | 'type' | 'children'> {
  onReason: (reason: string) => void;
  testId: string;
}

/** 显示 what is masked: why it is looked at is chosen with one press, or typed, and stands in the journal. */
export function RevealButton({ onReason, testId, ...look }: Props) {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const give = (reason: string) => {
    if (!reason.trim()) return;
    setAsking(false);
    setTyped('');
    onReason(reason.trim());
  };
  return (
    <Popover
      open={asking}
      onOpenChange={setAsking}
      trigger="click"
      title={words.title}
      destroyOnHidden
      content={
        <div className="stack w-220" data-testid="reveal-reasons">
          {words.reasons.map((reason) => (
            <Button key={reason} block onClick={() => give(reason)} data-testid={`reveal-for-${reason}`}>
              {reason}
            </Button>
          ))}
          <Space.Compact block>
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={() => give(typed)}
              placeholder={words.other}
              aria-label={words.other}
              data-testid="reveal-other"
            />
            <Button type="primary" onClick={() => give(typed)}>
              {words.show}
            </Button>
          </Space.Compact>
        </div>
      }
    >
      <Button icon={<ShowIcon />} title={words.noted} {...look} data-testid={testId} />
    </Popover>
  );
}
