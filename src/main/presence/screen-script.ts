/**
 * What `/usr/bin/osascript -l JavaScript` is given to look at the screen: C calls and NSWorkspace only, so it needs no permission and
 * sends no Apple Event, and a crash in it is osascript's own (macos.md C4). It prints one line of JSON (`screen-answer.ts` decodes
 * it). What fails is null there, each part for itself. Window titles are never read.
 *
 * `castRefToObject` before `deepUnwrap`: the other ways crash osascript (macos.md C4). 17 is on-screen windows without the desktop's
 * own (C1). `CGDisplayIsActive` is what Renew asks; `CGSSessionScreenIsLocked` is only there while the screen is locked (C7).
 * Cameras are not asked here: AVFoundation is reported to say no on macOS 26 whatever happens, and CoreMediaIO to want the permission
 * for the camera since 26.3 [U]; `assertions.ts` sees the built-in one.
 */
export const screenScript = `(() => {
  ObjC.import('AppKit');
  ObjC.import('CoreGraphics');
  const told = {};
  const tell = (name, look) => {
    try { told[name] = look(); } catch (error) { told[name] = null; }
  };
  const text = (value) => (value.isNil() ? null : value.js);
  tell('applications', () => {
    const front = $.NSWorkspace.sharedWorkspace.frontmostApplication;
    const frontPid = front.isNil() ? -1 : front.processIdentifier;
    return $.NSWorkspace.sharedWorkspace.runningApplications.js.map((app) => ({
      pid: app.processIdentifier,
      name: text(app.localizedName),
      bundleId: text(app.bundleIdentifier),
      executable: app.executableURL.isNil() ? null : text(app.executableURL.lastPathComponent),
      front: app.processIdentifier === frontPid,
    }));
  });
  tell('windows', () => {
    const list = ObjC.deepUnwrap(ObjC.castRefToObject($.CGWindowListCopyWindowInfo(17, 0)));
    if (!Array.isArray(list)) return null;
    told.listed = list.length;
    return list
      .filter((it) => it.kCGWindowAlpha > 0 && it.kCGWindowBounds.Width >= 300 && it.kCGWindowBounds.Height >= 200)
      .map((it) => ({
        pid: it.kCGWindowOwnerPID,
        owner: it.kCGWindowOwnerName || '',
        layer: it.kCGWindowLayer,
        x: it.kCGWindowBounds.X,
        y: it.kCGWindowBounds.Y,
        width: it.kCGWindowBounds.Width,
        height: it.kCGWindowBounds.Height,
      }));
  });
  tell('asleep', () => {
    const active = Number($.CGDisplayIsActive($.CGMainDisplayID()));
    return active === 1 ? false : active === 0 ? true : null;
  });
  tell('locked', () => {
    const session = ObjC.deepUnwrap(ObjC.castRefToObject($.CGSessionCopyCurrentDictionary()));
    return session === null || session === undefined ? null : Boolean(session.CGSSessionScreenIsLocked);
  });
  return JSON.stringify(told);
})()`;
