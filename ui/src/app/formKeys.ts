import { useEffect } from 'react';

const OPEN_DIALOG = '.ant-modal-wrap:not([style*="display: none"])';

function confirmButton(): HTMLElement | null {
  const dialogs = document.querySelectorAll(OPEN_DIALOG);
  return dialogs[dialogs.length - 1]?.querySelector<HTMLElement>('.ant-modal-footer .ant-btn-primary') ?? null;
}

/** The field after this one, in the order of the form. */
function nextField(field: HTMLInputElement, form: HTMLFormElement): HTMLElement | undefined {
  const fields = [...form.querySelectorAll<HTMLElement>('input:not([disabled]), textarea:not([disabled])')];
  return fields[fields.indexOf(field) + 1];
}

/** In a dialog: Enter goes to the next field and from the last one to the button; Ctrl+S confirms. */
export function useFormKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
        event.preventDefault();
        confirmButton()?.click();
        return;
      }
      const field = event.target;
      if (event.key !== 'Enter' || !(field instanceof HTMLInputElement) || field.getAttribute('role') === 'combobox')
        return;
      const form = field.closest('form');
      if (!form?.closest(OPEN_DIALOG)) return;
      event.preventDefault();
      (nextField(field, form) ?? confirmButton())?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
