import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useWords } from '../words/words.ts';
import { Icon, type IconName } from './icons.tsx';
import { useKeys } from './keys.ts';

type ButtonKind = 'main' | 'plain' | 'quiet' | 'danger';

export function Button(props: {
  children?: ComponentChildren;
  kind?: ButtonKind;
  icon?: IconName;
  type?: 'button' | 'submit';
  busy?: boolean;
  disabled?: boolean;
  onClick?: (event: MouseEvent) => void;
  label?: string;
  small?: boolean;
  pressed?: boolean;
  form?: string;
}) {
  return (
    <button
      type={props.type ?? 'button'}
      class={`button ${props.kind ?? 'plain'}${props.small ? ' small' : ''}${props.children ? '' : ' bare'}`}
      disabled={props.disabled || props.busy}
      aria-busy={props.busy}
      aria-label={props.label}
      title={props.children ? undefined : props.label}
      aria-pressed={props.pressed}
      form={props.form}
      onClick={props.onClick}
    >
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}

/** A link that looks like a button, for going somewhere. */
export function ButtonLink(props: {
  href: string;
  children: ComponentChildren;
  kind?: ButtonKind;
  icon?: IconName;
  download?: boolean;
}) {
  return (
    <a class={`button ${props.kind ?? 'plain'}`} href={props.href} download={props.download}>
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </a>
  );
}

interface FieldFrame {
  label: string;
  hint?: ComponentChildren;
  error?: string;
  optional?: boolean;
  /** The label is for screen readers alone; the context shows what the field is. */
  hiddenLabel?: boolean;
}

function Frame(props: FieldFrame & { id: string; children: ComponentChildren }) {
  const { t } = useWords();
  return (
    <div class={`field${props.error ? ' wrong' : ''}`}>
      <label for={props.id} class={props.hiddenLabel ? 'unseen' : undefined}>
        {props.label}
        {props.optional && <span class="optional"> {t.common.optional}</span>}
      </label>
      {props.children}
      {props.error && (
        <p class="field-error" id={`${props.id}-error`}>
          {props.error}
        </p>
      )}
      {props.hint && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

function described(id: string, props: FieldFrame): string | undefined {
  const ids = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function TextField(
  props: FieldFrame & {
    value: string;
    onInput: (value: string) => void;
    onBlur?: () => void;
    type?: 'text' | 'password' | 'email' | 'number' | 'date' | 'datetime-local' | 'url' | 'tel' | 'color';
    autocomplete?: string;
    inputmode?: 'numeric' | 'decimal' | 'tel' | 'email';
    autofocus?: boolean;
    required?: boolean;
    disabled?: boolean;
    maxlength?: number;
    placeholder?: string;
    list?: string;
    lang?: string;
    min?: number | string;
    max?: string;
    suffix?: string;
  },
) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.autofocus) input.current?.focus();
  }, []);
  return (
    <Frame {...props} id={id}>
      <span class={props.suffix ? 'with-suffix' : 'whole'}>
        <input
          id={id}
          ref={input}
          type={(props.type ?? 'text') as 'text'}
          value={props.value}
          autocomplete={(props.autocomplete ?? 'off') as 'off'}
          inputMode={props.inputmode}
          required={props.required}
          disabled={props.disabled}
          maxLength={props.maxlength}
          placeholder={props.placeholder}
          list={props.list}
          lang={props.lang}
          min={props.min}
          max={props.max}
          spellcheck={props.lang ? true : undefined}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={described(id, props)}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onBlur={props.onBlur}
        />
        {props.suffix && <span class="suffix">{props.suffix}</span>}
      </span>
    </Frame>
  );
}

export function TextArea(
  props: FieldFrame & {
    value: string;
    onInput: (value: string) => void;
    rows?: number;
    disabled?: boolean;
    lang?: string;
    placeholder?: string;
    inputRef?: { current: HTMLTextAreaElement | null };
    onKeyDown?: (event: KeyboardEvent) => void;
  },
) {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <textarea
        id={id}
        ref={props.inputRef}
        rows={props.rows ?? 3}
        value={props.value}
        disabled={props.disabled}
        lang={props.lang}
        placeholder={props.placeholder}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={described(id, props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={props.onKeyDown}
      />
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectField(
  props: FieldFrame & {
    value: string;
    options: Option[];
    onInput: (value: string) => void;
    disabled?: boolean;
  },
) {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <Select {...props} id={id} describedBy={described(id, props)} />
    </Frame>
  );
}

/** A bare select, where a whole field would be too much: in rows and filter bars. */
export function Select(props: {
  id?: string;
  label?: string;
  hiddenLabel?: boolean;
  value: string;
  options: Option[];
  onInput: (value: string) => void;
  disabled?: boolean;
  describedBy?: string;
  small?: boolean;
}) {
  return (
    <span class={`select${props.small ? ' small' : ''}`}>
      <select
        id={props.id}
        aria-label={props.id ? undefined : props.label}
        aria-describedby={props.describedBy}
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onInput(event.currentTarget.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

export function Check(props: {
  label: ComponentChildren;
  checked: boolean;
  onInput: (checked: boolean) => void;
  disabled?: boolean;
  hint?: string;
  hiddenLabel?: boolean;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onInput(event.currentTarget.checked)}
      />
      <span class={props.hiddenLabel ? 'unseen' : undefined}>
        {props.label}
        {props.hint && <span class="hint">{props.hint}</span>}
      </span>
    </label>
  );
}

/** One of a few, all shown: states of a list, kinds of a thing. */
export function Choice(props: {
  label: string;
  value: string;
  options: Option[];
  onInput: (value: string) => void;
}) {
  const name = useId();
  return (
    <div class="choice" role="radiogroup" aria-label={props.label}>
      {props.options.map((option) => (
        <label key={option.value} class={option.value === props.value ? 'chosen' : undefined}>
          <input
            type="radio"
            name={name}
            class="unseen"
            checked={option.value === props.value}
            onChange={() => props.onInput(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

const TYPING_PAUSE_MS = 250;

/** Searches a moment after the last key, so that a slow link is not asked for every letter. */
export function SearchBox(props: {
  label: string;
  value: string;
  onSearch: (value: string) => void;
}) {
  const [typed, setTyped] = useState(props.value);
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.focus() });
  const sent = useRef(props.value);
  useEffect(() => {
    if (props.value !== sent.current) {
      sent.current = props.value;
      setTyped(props.value);
    }
  }, [props.value]);
  useEffect(() => {
    if (typed === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed;
      props.onSearch(typed);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <span class="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-keyshortcuts="/"
        aria-label={props.label}
        placeholder={props.label}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </span>
  );
}
