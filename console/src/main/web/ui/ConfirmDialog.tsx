import { FormDialog } from './dialog.tsx';
import { ProblemNote, useAction } from './states.tsx';

/** For what cannot simply be undone: says what follows, then does it. */
export function ConfirmDialog(props: {
  title: string;
  text: string;
  submit: string;
  danger?: boolean;
  change: () => Promise<void>;
  onClose: () => void;
}) {
  const action = useAction();
  return (
    <FormDialog
      title={props.title}
      submit={props.submit}
      danger={props.danger}
      busy={action.busy}
      onClose={props.onClose}
      onSubmit={() =>
        void action.run(async () => {
          await props.change();
          props.onClose();
        })
      }
    >
      <ProblemNote problem={action.problem} />
      <p>{props.text}</p>
    </FormDialog>
  );
}
