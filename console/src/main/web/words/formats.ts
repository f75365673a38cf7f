/** Numbers, dates and plurals by locale: the only place that calls Intl. */

export type Lang = 'fr' | 'en';

/** A text per plural form; French's "many" (a million) is written like its "other". */
export interface Plural {
  one: string;
  other: string;
}

type Values = Record<string, string | number>;

/** Puts values into a text's {placeholders}; an unknown placeholder stays to be seen. */
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

/** Languages that Intl names badly or not in the field's own words. */
const LANGUAGE_NAMES: Record<string, string> = { rn: 'Kirundi', rw: 'Kinyarwanda', lg: 'Luganda' };

const SMALL = ['', 'm', 'µ', 'n', 'p'];
const LARGE = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** The value in thousands that leave it between 1 and 1,000, and their letter. */
function prefixed(n: number, base: 1000 | 1024): [number, string] {
  let value = n;
  let step = 0;
  // Rounded up it would read 1,000.
  while (Math.abs(value) >= 999.5 && step < LARGE.length - 1) {
    value /= base;
    step++;
  }
  if (step > 0) return [value, base === 1024 ? `${LARGE[step]!.toUpperCase()}i` : LARGE[step]!];
  while (value !== 0 && Math.abs(value) < 0.1 && step < SMALL.length - 1) {
    value *= 1000;
    step++;
  }
  return [value, SMALL[step]!];
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

export class Formats {
  private readonly locale: string;
  private readonly plain: Intl.NumberFormat;
  private readonly plurals: Intl.PluralRules;
  private readonly day: Intl.DateTimeFormat;
  private readonly dayOtherYear: Intl.DateTimeFormat;
  private readonly month: Intl.DateTimeFormat;
  private readonly monthOfYear: Intl.DateTimeFormat;
  private readonly year: Intl.DateTimeFormat;
  private readonly hours: Intl.DateTimeFormat;
  private readonly seconds: Intl.DateTimeFormat;
  private readonly whole: Intl.DateTimeFormat;
  private readonly ago: Intl.RelativeTimeFormat;
  private readonly languages: Intl.DisplayNames;

  constructor(
    lang: Lang,
    private readonly timeZone?: string,
  ) {
    this.locale = lang === 'fr' ? 'fr-FR' : 'en-GB';
    const zone = { timeZone: this.timeZone };
    this.plain = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 2 });
    this.plurals = new Intl.PluralRules(this.locale);
    this.day = new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'short', ...zone });
    this.dayOtherYear = new Intl.DateTimeFormat(this.locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      ...zone,
    });
    this.month = new Intl.DateTimeFormat(this.locale, { month: 'short', ...zone });
    this.monthOfYear = new Intl.DateTimeFormat(this.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    this.year = new Intl.DateTimeFormat(this.locale, { year: 'numeric', ...zone });
    this.hours = new Intl.DateTimeFormat(this.locale, {
      hour: '2-digit',
      minute: '2-digit',
      ...zone,
    });
    this.seconds = new Intl.DateTimeFormat(this.locale, { timeStyle: 'medium', ...zone });
    this.whole = new Intl.DateTimeFormat(this.locale, {
      dateStyle: 'long',
      timeStyle: 'medium',
      ...zone,
    });
    this.ago = new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto', style: 'short' });
    this.languages = new Intl.DisplayNames(this.locale, { type: 'language' });
  }

  number(n: number): string {
    return this.plain.format(n);
  }

  /**
   * A measured value with three figures: 1 234 → "1,23 k"; with base 1024 "1,21 Ki"; unscaled as it is.
   * Its author may want so many decimals instead.
   */
  measured(n: number, base: 1000 | 1024 = 1000, scaled = true, decimals?: number): string {
    const [value, prefix] = scaled ? prefixed(n, base) : [n, ''];
    const size = Math.abs(value);
    const usual = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    const text = this.fixed(decimals ?? usual).format(value);
    return prefix === '' ? text : `${text}\u202f${prefix}`;
  }

  private readonly byDigits = new Map<number, Intl.NumberFormat>();

  private fixed(digits: number): Intl.NumberFormat {
    let format = this.byDigits.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, { maximumFractionDigits: digits });
      this.byDigits.set(digits, format);
    }
    return format;
  }

  /** The label of a mark on a time axis whose marks are so far apart. */
  mark(ms: number, apart: number): string {
    const at = new Date(ms);
    if (apart < DAY * 1000 && at.getHours() + at.getMinutes() + at.getSeconds() > 0) {
      return (apart < MINUTE * 1000 ? this.seconds : this.hours).format(at);
    }
    if (apart < 28 * DAY * 1000) return this.day.format(at);
    return (at.getMonth() === 0 ? this.year : this.month).format(at);
  }

  /** 0.347 → "34,7 %"; shares under a thousandth but not nothing are not rounded to nothing. */
  percent(share: number): string {
    const digits = share !== 0 && Math.abs(share) < 0.1 ? 1 : 0;
    return new Intl.NumberFormat(this.locale, {
      style: 'percent',
      maximumFractionDigits: digits,
    }).format(share);
  }

  money(amount: number, currency: string): string {
    try {
      return new Intl.NumberFormat(this.locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'code',
        maximumFractionDigits: amount !== 0 && Math.abs(amount) < 100 ? 2 : 0,
        minimumFractionDigits: 0,
      }).format(amount);
    } catch {
      return `${this.number(amount)} ${currency}`; // Not an ISO 4217 code.
    }
  }

  bytes(n: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
    let step = 0;
    let value = n;
    while (value >= 1000 && step < units.length - 1) {
      value /= 1000;
      step++;
    }
    return new Intl.NumberFormat(this.locale, {
      style: 'unit',
      unit: units[step],
      // "189 byte" is no English
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
    }).format(value);
  }

  /** 4000 s → "1 h 7 min" in both languages; under a minute in seconds. */
  duration(seconds: number): string {
    const unit = (n: number, name: string) =>
      new Intl.NumberFormat(this.locale, {
        style: 'unit',
        unit: name,
        unitDisplay: 'short',
        maximumFractionDigits: 0,
      }).format(n);
    const s = Math.max(0, Math.round(seconds));
    if (s < MINUTE) return unit(s, 'second');
    if (s < HOUR) return unit(Math.round(s / MINUTE), 'minute');
    const [big, small, bigName, smallName] =
      s < DAY ? [HOUR, MINUTE, 'hour', 'minute'] : [DAY, HOUR, 'day', 'hour'];
    const rest = Math.floor((s % big) / small);
    const first = unit(Math.floor(s / big), bigName);
    return rest === 0 ? first : `${first} ${unit(rest, smallName)}`;
  }

  date(iso: string, now: Date = new Date()): string {
    const at = new Date(iso);
    return (at.getFullYear() === now.getFullYear() ? this.day : this.dayOtherYear).format(at);
  }

  /** "2026-03-01" → "mars 2026": a month is the same in every time zone. */
  monthYear(day: string): string {
    return this.monthOfYear.format(new Date(`${day}T00:00:00Z`));
  }

  time(iso: string): string {
    return this.hours.format(new Date(iso));
  }

  /** With seconds, for what happens within one minute. */
  clock(iso: string): string {
    return this.seconds.format(new Date(iso));
  }

  dateTime(iso: string, now: Date = new Date()): string {
    return `${this.date(iso, now)}, ${this.time(iso)}`;
  }

  /** A moment on a graph: with seconds, and the day where it is not today. */
  moment(ms: number, now: Date = new Date()): string {
    const at = new Date(ms);
    const today = at.toDateString() === now.toDateString();
    const clock = this.seconds.format(at);
    return today ? clock : `${this.date(at.toISOString(), now)}, ${clock}`;
  }

  /** Everything about a moment, for tooltips. */
  full(iso: string): string {
    return this.whole.format(new Date(iso));
  }

  /** "il y a 3 min", then today's clock, then the date: what a reader of a list wants to see. */
  recent(iso: string, now: Date = new Date()): string {
    const at = new Date(iso);
    const age = (now.getTime() - at.getTime()) / 1000;
    if (age >= -5 && age < 45) return this.ago.format(0, 'second');
    if (age >= 45 && age < HOUR) return this.ago.format(-Math.max(1, Math.round(age / MINUTE)), 'minute');
    if (age >= 0 && age < DAY && at.getDate() === now.getDate()) return this.time(iso);
    if (age >= 0 && age < 6 * DAY) return this.dateTime(iso, now);
    return this.date(iso, now);
  }

  /** "rn" → "Kirundi": standing alone, with a capital. */
  language(code: string): string {
    const name = this.languageWithin(code);
    return name.charAt(0).toLocaleUpperCase(this.locale) + name.slice(1);
  }

  /** The name of a language within a sentence: French writes it small, English with a capital. */
  languageWithin(code: string): string {
    const own = LANGUAGE_NAMES[code];
    if (own !== undefined) return this.locale.startsWith('fr') ? own.toLowerCase() : own;
    try {
      return this.languages.of(code) ?? code;
    } catch {
      return code;
    }
  }

  /** The plural form for n, its {n} filled with the formatted number. */
  count(forms: Plural, n: number, values: Values = {}): string {
    const form = this.plurals.select(n) === 'one' ? forms.one : forms.other;
    return fill(form, { n: this.number(n), ...values });
  }

  /** "a, b et c". */
  list(items: string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(items);
  }

  compare(a: string, b: string): number {
    return a.localeCompare(b, this.locale);
  }
}
