/**
 * The corner where notifications come up and stay until somebody clicks on them: a message bus of this desktop's own, and dunst, which
 * the bus starts when the first notification comes and which ends with the bus.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineFrom, startTool, type Environment, type LongTool } from './tools.ts';
import { barHeight } from './session.ts';

export type Notification = {
  readonly title: string;
  readonly body: string;
  readonly urgent: boolean;
};

export type NotificationCentre = {
  readonly tool: LongTool;
  /** For `DBUS_SESSION_BUS_ADDRESS`. */
  readonly address: string;
  /** Everything that was ever told, in order. */
  readonly told: () => readonly Notification[];
};

export async function startNotifications(
  folder: string,
  environment: Environment,
): Promise<NotificationCentre> {
  const [bus, look] = [join(folder, 'bus.conf'), join(folder, 'dunstrc')];
  await writeFile(look, dunstLook);
  await writeFile(join(folder, 'notifications.service'), dunstService(look));
  await writeFile(bus, busRules(folder));
  const tool = startTool('dbus-daemon', ['--nofork', '--print-address=1', '--config-file', bus], environment);
  const { stdout } = tool.process;
  if (stdout === null) throw new Error('the message bus cannot tell its address');
  let printed = '';
  stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [, address = ''] = await lineFrom(tool, stdout, /^(unix:\S+)\n/m);
  return { tool, address, told: () => notificationsIn(printed) };
}

/** As dunst prints them. */
function notificationsIn(printed: string): Notification[] {
  const pattern = /^\tsummary: '(.*)'\n\tbody: '([^]*?)'\n\ticon: [^]*?^\turgency: (\w+)$/gm;
  return [...printed.matchAll(pattern)].map(([, title = '', body = '', urgency]) => ({
    title,
    body,
    urgent: urgency === 'CRITICAL',
  }));
}

/** Users of the pretend Mac have no account on this computer, so the bus would know none of them by name. */
const busRules = (folder: string): string => `<!DOCTYPE busconfig PUBLIC
  "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${join(folder, 'bus.sock')}</listen>
  <auth>ANONYMOUS</auth>
  <allow_anonymous/>
  <servicedir>${folder}</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
`;

const dunstService = (look: string): string => `[D-BUS Service]
Name=org.freedesktop.Notifications
Exec=/usr/bin/dunst -conf ${look} -print
`;

const paper = ['background = "#f6f6f8"', 'foreground = "#1d1d1f"', 'timeout = 0'].join('\n');
/** A left click means what the notification is about, a right click puts it away. */
const dunstLook = `[global]
origin = top-right
offset = 12x${barHeight + 12}
width = 344
height = 160
padding = 12
horizontal_padding = 14
frame_width = 1
frame_color = "#d0d0d4"
separator_color = frame
corner_radius = 10
font = Inter 10
format = "<b>%s</b>\\n%b"
markup = full
icon_position = off
show_indicators = no
mouse_left_click = do_action, close_current
mouse_right_click = close_current
[urgency_low]
${paper}
[urgency_normal]
${paper}
[urgency_critical]
${paper}
`;
