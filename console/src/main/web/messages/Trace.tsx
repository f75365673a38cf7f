import type { Message } from '../api/types.ts';
import { useWords } from '../words/words.ts';
import { sentence } from './story.ts';
import { StatusBadge } from './StatusBadge.tsx';

/** Why a message is what it is: each step with its time, and its parts at the operator. */
export function Trace({ message }: { message: Message & { pollName?: string } }) {
  const speech = useWords();
  const { t, f } = speech;
  const manyParts = message.parts.length > 1;
  return (
    <>
      <ol class="trace-steps">
        {message.steps.map((step, i) => (
          <li key={i}>
            <time dateTime={step.at} title={f.full(step.at)}>
              {i === 0 || step.at !== message.steps[i - 1]!.at ? f.clock(step.at) : ''}
            </time>
            <span>{sentence(step, speech, message.pollName)}</span>
          </li>
        ))}
      </ol>
      {manyParts && (
        <div class="scroll-x">
          <table class="rows compact small-text">
            <thead>
              <tr>
                <th scope="col">{t.message.part}</th>
                <th scope="col">{t.message.state}</th>
                <th scope="col">{t.message.providerId}</th>
                <th scope="col">{t.message.code}</th>
              </tr>
            </thead>
            <tbody>
              {message.parts.map((part) => (
                <tr key={part.part}>
                  <td>
                    {part.part} / {part.parts}
                  </td>
                  <td>
                    <StatusBadge status={part.status} />
                  </td>
                  <td class="mono">{part.providerId ?? '–'}</td>
                  <td class="mono">{part.code ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
