/**
 * What stands on the screen before any program does: a wallpaper, a window manager with plain title bars and no menus or
 * keys of its own, and a light bar along the top with the menu-bar icons and the clock on its right, as on a Mac.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineFrom, runTool, startTool, type Environment, type LongTool } from './tools.ts';

export const barHeight = 24;

export type SessionOptions = {
  /** A shell command that prints one line per change; what it prints is the bar's clock. Without it: this machine's time. */
  readonly clock?: string | undefined;
};

export async function startSession(
  folder: string,
  environment: Environment,
  options: SessionOptions,
): Promise<readonly LongTool[]> {
  await runTool('hsetroot', ['-add', '#7d9bbd', '-add', '#c9d3df', '-gradient', '180'], environment);

  const rules = join(folder, 'openbox.xml');
  await writeFile(rules, openboxRules);
  const started = ['--startup', 'echo manages'];
  const manager = startTool('openbox', ['--sm-disable', '--config-file', rules, ...started], environment);
  if (manager.process.stdout !== null) await lineFrom(manager, manager.process.stdout, /manages/);

  const bar = join(folder, 'tint2rc');
  await writeFile(bar, barLayout(options.clock));
  const panel = startTool('tint2', ['-c', bar], environment);
  if (panel.process.stderr !== null) await lineFrom(panel, panel.process.stderr, /systray started/);
  return [manager, panel];
}

/** Programs on this desktop write in Inter, which comes closest to the Mac's own type, wherever they ask for no other. */
export const fontRules = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family"><string>sans-serif</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit>
  </match>
  <match target="pattern">
    <test name="family"><string>system-ui</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit>
  </match>
</fontconfig>
`;

const openboxRules = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy><center>yes</center></placement>
  <theme><name>Clearlooks</name><titleLayout>CL</titleLayout></theme>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <keyboard/>
  <mouse>
    <context name="Titlebar">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
      <mousebind button="Left" action="Drag"><action name="Move"/></mousebind>
    </context>
    <context name="Close"><mousebind button="Left" action="Click"><action name="Close"/></mousebind></context>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
  <menu/>
</openbox_config>
`;

function barLayout(clock: string | undefined): string {
  const ink = '#1d1d1f 100';
  const font = 'Inter Medium 9';
  const time =
    clock === undefined
      ? [
          'time1_format = %a %e %b  %H:%M',
          `time1_font = ${font}`,
          `clock_font_color = ${ink}`,
          'clock_padding = 6 0',
        ]
      : [
          'execp = new',
          `execp_command = ${clock}`,
          'execp_continuous = 1',
          'execp_has_icon = 0',
          `execp_font = ${font}`,
          `execp_font_color = ${ink}`,
          'execp_padding = 6 0',
          'execp_background_id = 0',
        ];
  return [
    'rounded = 0',
    'border_width = 0',
    'background_color = #f6f6f6 100',
    'border_color = #f6f6f6 100',
    `panel_items = FS${clock === undefined ? 'C' : 'E'}`,
    'panel_position = top center horizontal',
    // As on a Mac, every monitor has one; the icons are in the first.
    'panel_monitor = all',
    'systray_monitor = 1',
    `panel_size = 100% ${barHeight}`,
    'panel_margin = 0 0',
    'panel_padding = 8 0 8',
    'panel_background_id = 1',
    'panel_layer = top',
    'panel_dock = 0',
    'wm_menu = 0',
    'strut_policy = follow_size',
    'autohide = 0',
    'systray_padding = 4 3 8',
    'systray_sort = right2left',
    'systray_icon_size = 18',
    'systray_icon_asb = 100 0 0',
    ...time,
    '',
  ].join('\n');
}
