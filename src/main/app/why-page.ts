/** The page behind "Why am I seeing this?": who asks, what happens if nothing is done, where help is, what is recorded. */
import type { Block, ChoicesPage, Inline } from '../../contract/window.ts';
import type { AdminWords } from './admin-words.ts';
import type { State } from './state.ts';
import { textsOf } from './texts.ts';
import type { When } from './times.ts';

const paragraph = (...inlines: readonly (Inline | null)[]): Block => ({
  kind: 'paragraph',
  inlines: inlines.filter((inline) => inline !== null),
});
const plain = (text: string): Inline => ({ kind: 'text', text });

/** `deadline`: null where there is none; undefined where the admin does not want it said. */
export function whyPage(
  state: State,
  { reason, support, information }: AdminWords,
  deadline: When | null | undefined,
): ChoicesPage['why'] {
  const { why } = textsOf(state);
  const { organization, supportContact } = state.snapshot ?? { organization: null, supportContact: null };
  const help = [
    // A link is help enough.
    ...(supportContact === null && support !== null ? [] : [paragraph(plain(why.helpText(supportContact)))]),
    ...(support === null ? [] : [paragraph(support)]),
  ];
  return {
    label: why.label,
    title: why.title,
    sections: [
      {
        heading: why.who,
        blocks: [
          ...(reason ?? [paragraph(plain(why.whoText(organization)))]),
          ...(information === null ? [] : [paragraph(information)]),
        ],
      },
      ...(deadline === undefined
        ? []
        : [{ heading: why.deadline, blocks: [paragraph(plain(why.deadlineText(deadline)))] }]),
      { heading: why.help, blocks: help },
      { heading: why.recorded, blocks: [paragraph(plain(why.recordedText))] },
    ],
    back: why.back,
  };
}
