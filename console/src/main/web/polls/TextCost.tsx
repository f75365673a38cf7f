import { useEffect, useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import type { TextPreview } from '../api/types.ts';
import { Button } from '../ui/controls.tsx';
import { fill } from '../words/formats.ts';
import { useWords } from '../words/words.ts';

const TYPING_PAUSE_MS = 300;

/** What a text costs to send, asked of the server a moment after the last key. */
export function useTextPreview(text: string, channel: string | undefined): TextPreview | undefined {
  const [preview, setPreview] = useState<{ of: string; found: TextPreview }>();
  useEffect(() => {
    if (text.trim() === '') return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      post<TextPreview>('/api/text/preview', { text, channel: channel || undefined }).then(
        (found) => wanted && setPreview({ of: text, found }),
        () => {}, // A preview that fails leaves the writer alone; saving will tell.
      );
    }, TYPING_PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, channel]);
  return text.trim() === '' ? undefined : preview?.found;
}

/** "1 message · 42 left · 18 BIF", or a hint while there is no text. */
export function TextCost(props: { text: string; channel: string | undefined; otherwise?: string }) {
  const { t, f } = useWords();
  const preview = useTextPreview(props.text, props.channel);
  if (props.text.trim() === '') return <>{props.otherwise}</>;
  if (!preview) return <> </>;
  return (
    <span class={preview.segments > 1 ? 'costs-more' : undefined}>
      {[
        f.count(t.editor.messages, preview.segments),
        f.count(t.editor.left, preview.remaining),
        preview.encoding,
        ...(preview.cost > 0
          ? [fill(t.editor.perPerson, { cost: f.money(preview.cost, preview.currency) })]
          : []),
      ].join(' · ')}
    </span>
  );
}

/** Which letters make a text dear, and how it could be written instead. */
export function Cheaper(props: {
  text: string;
  channel: string | undefined;
  onUse: (text: string) => void;
}) {
  const { t, f } = useWords();
  const preview = useTextPreview(props.text, props.channel);
  const offer = preview?.transliterated;
  if (!preview || !offer || preview.costly.length === 0) return null;
  return (
    <div class="cheaper">
      <p>
        {fill(t.editor.costlyText, {
          characters: preview.costly.map((one) => one.character).join('  '),
        })}
      </p>
      <p>
        {offer.segments < preview.segments
          ? fill(t.editor.costlyOffer, {
              segments: f.count(t.editor.messages, offer.segments),
              cost: f.money(offer.cost, preview.currency),
            })
          : t.editor.costlyRoom}
      </p>
      <p class="cheaper-text">{offer.text}</p>
      <Button small onClick={() => props.onUse(offer.text)}>
        {t.editor.costlyUse}
      </Button>
    </div>
  );
}
