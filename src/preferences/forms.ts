/** Texts that have to obey a form: each rule once, as a test for the reader and as an expression for admins' forms. */
import { isJobLabel, isTrigger } from '../core/names.ts';
import type { Form } from './value-kinds.ts';

const byExpression = (
  expression: string,
  words: string,
  also: (text: string) => boolean = () => true,
): Form => ({
  expression,
  words,
  fits: (text) => new RegExp(expression).test(text) && also(text),
});

export const triggerForm: Form = {
  expression: '^[A-Za-z0-9._@][A-Za-z0-9._:+@ -]{0,127}$',
  words:
    'a Jamf custom trigger of letters, digits, dots, hyphens, underscores or spaces, not beginning with "-"',
  fits: isTrigger,
};
export const labelForm: Form = {
  expression: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$',
  words: 'a LaunchDaemon label of letters, digits, dots, hyphens or underscores, without "/" or ".."',
  fits: isJobLabel,
};
export const bundlePathForm = byExpression(
  '^/Applications/[^/]{1,200}\\.app$',
  'the path of an app in /Applications, such as /Applications/Slack.app',
  (path) => !path.includes('..') && !path.includes('\0'),
);
export const filePathForm = byExpression(
  '^/[^/].*[^/]$',
  'the path of a file, beginning with "/", without ".."',
  (path) => !path.split('/').includes('..') && !path.includes('\0'),
);
export const versionForm = byExpression(
  '^[0-9]+(\\.[0-9]+){0,4}$',
  'a version of numbers and dots, such as 26.7',
);
export const identifierForm = byExpression(
  '^[A-Za-z0-9][A-Za-z0-9._-]*$',
  'an identifier of letters, digits, dots, hyphens or underscores, such as com.example.app',
);
export const imagePathForm = byExpression(
  '^/[^:]*\\.(png|PNG|jpg|JPG|jpeg|JPEG|webp|WEBP)$',
  'the path of a PNG, JPEG or WebP file, beginning with "/"; ICNS and SVG are not shown',
  (path) => !path.split('/').includes('..') && !path.includes('\0'),
);
export const linkForm = byExpression(
  '^(https://[A-Za-z0-9]|mailto:[^ ]|tel:[+0-9])[^ "<>]*$',
  'a link that begins with https://, mailto: or tel:',
);
export const colorForm = byExpression('^#[0-9A-Fa-f]{6}$', 'a color such as #0A66C2');
export const languageForm = byExpression(
  '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$',
  'a language tag such as de or pt-BR',
);
