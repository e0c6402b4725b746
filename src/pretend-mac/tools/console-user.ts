/** What `scutil` shows for `State:/Users/ConsoleUser`. */
import { consoleUser, type SessionFile, type User } from '../session-file.ts';

/** Undefined when there is no such key: nobody has logged in since the Mac was started. */
export function showConsoleUser(file: SessionFile): string | undefined {
  if (file.console.kind === 'nobody') return undefined;
  // With the login window in front of sessions it is "loginwindow", uid 0.
  const shown = consoleUser(file) ?? { name: 'loginwindow', uid: 0, gid: 0 };
  const lines = [
    '<dictionary> {',
    `  GID : ${shown.gid}`,
    `  Name : ${shown.name}`,
    '  SessionInfo : <array> {',
    ...file.sessions.flatMap((session, index) => sessionLines(session, index, session.uid === shown.uid)),
    '  }',
    `  UID : ${shown.uid}`,
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function sessionLines(session: User, index: number, isShown: boolean): string[] {
  return [
    `    ${index} : <dictionary> {`,
    ...(isShown ? [`      kCGSSessionGroupIDKey : ${session.gid}`] : []),
    `      kCGSSessionOnConsoleKey : ${isShown ? 'TRUE' : 'FALSE'}`,
    `      kCGSSessionUserIDKey : ${session.uid}`,
    `      kCGSSessionUserNameKey : ${session.name}`,
    '      kCGSessionLoginDoneKey : TRUE',
    '    }',
  ];
}
