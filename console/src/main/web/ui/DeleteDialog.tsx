import { remove } from '../api/client.ts';
import { FormDialog } from './dialog.tsx';
import { ProblemNote, useAction } from './states.tsx';
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
  const action = useAction();
  return (
    <FormDialog
      title={props.title}
      submit={props.submit}
      danger
      busy={action.busy}
      onClose={props.onClose}
      onSubmit={() =>
        void action.run(async () => {
          await remove(props.path);
          props.onDone();
          props.onClose();
          toast({ text: props.done });
        })
      }
    >
      <ProblemNote problem={action.problem} />
      <p>{props.text}</p>
    </FormDialog>
  );
}
