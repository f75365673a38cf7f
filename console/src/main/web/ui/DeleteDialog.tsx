import { remove } from '../api/client.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { toast } from './toast.tsx';

/** For what cannot be brought back: says what goes, then does it. */
export function DeleteDialog(props: {
  title: string;
  text: string;
  submit: string;
  done: string;
  path: string;
  onClose: () => void;
  onDone: () => void;
}) {
  return (
    <ConfirmDialog
      title={props.title}
      text={props.text}
      submit={props.submit}
      danger
      onClose={props.onClose}
      change={async () => {
        await remove(props.path);
        props.onDone();
        toast({ text: props.done });
      }}
    />
  );
}
