/** French parts a word and its high punctuation by a space at which no line may break. */
function unbrokenText(text: string): string {
  return text.replace(/ (?=[:;!?»%])/g, '\u00a0').replace(/« /g, '«\u00a0');
}

/** A dictionary whose lines never begin with a colon or end with an opening guillemet. */
export function unbroken<T>(words: T): T {
  if (typeof words === 'string') return unbrokenText(words) as T;
  if (Array.isArray(words)) return words.map(unbroken) as T;
  if (typeof words !== 'object' || words === null) return words;
  const whole = Object.entries(words).map(([key, value]) => [key, unbroken(value)]);
  return Object.fromEntries(whole) as T;
}
