/**
 * Which way words from outside run. Letters that run to the left make the whole text theirs, whatever name it begins with ("macOS 26
 * …"); a text without them is left to its own letters (base.css), so that an English sentence on a Hebrew page keeps its full stop.
 */
export const directionIn = (text: string): 'rtl' | undefined =>
  /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text) ? 'rtl' : undefined;
