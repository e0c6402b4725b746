/** Keys for what makes the dialog look like the organisation's own. */
import { colorForm, imagePathForm, linkForm } from '../forms.ts';
import { alias, organizationKey, sharedKey } from '../key.ts';
import { text } from '../value-kinds.ts';

export const branding = {
  OrganizationName: organizationKey(text(100), null, {
    title: 'Organization',
    help: 'Who asks. Stands at the top of the dialog.',
    example: 'Example Corp · IT',
  }),
  SupportContact: organizationKey(text(300), null, {
    title: 'Support contact',
    help: 'How users get help.',
    example: 'IT Service Desk, extension 4357',
  }),
  SupportLink: organizationKey(text(500, linkForm), null, {
    title: 'Support link',
    help: 'Where users get help: a web page, an address or a telephone number.',
    example: 'https://help.example.com',
    aliases: alias('App Auto-Patch', 'SupportTeamWebsite'),
  }),
  InformationLink: sharedKey(text(500, linkForm), null, {
    title: 'More information',
    help: 'A page about this work. Stands behind “Why am I seeing this?” as “More information”.',
    example: 'https://support.apple.com/macos',
    aliases: alias('Nudge', 'aboutUpdateURL'),
  }),
  DisplayIconLightFile: sharedKey(text(500, imagePathForm), null, {
    title: 'Logo',
    help: 'A PNG, JPEG or WebP file on the Mac, at least 64 and at most 2048 pixels high and wide, of up to 512 KiB. It and every folder above it must belong to root and be closed to other writers. Nothing is downloaded.',
    example: '/Library/Application Support/Example Corp/logo.png',
    aliases: [
      ...alias('super', 'DisplayIconFile'),
      ...alias('Nudge', 'iconLightPath'),
      ...alias('Renew', 'MessageIcon'),
      ...alias('BJPD', 'GUI_ICON'),
    ],
  }),
  DisplayIconDarkFile: sharedKey(text(500, imagePathForm), null, {
    title: 'Logo for dark mode',
    help: 'The same for dark windows. Not set: the logo of light mode.',
    example: '/Library/Application Support/Example Corp/logo-dark.png',
    aliases: [...alias('Nudge', 'iconDarkPath'), ...alias('Renew', 'MessageIconDarkMode')],
  }),
  AccentColor: organizationKey(text(7, colorForm), null, {
    title: 'Accent color',
    help: 'The color of the chosen time and the main button, made lighter or darker where its contrast is too low. Not set: the color of the system.',
    example: '#0A66C2',
  }),
} as const;
