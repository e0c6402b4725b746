/**
 * The frameworks that a script can import, as far as the product or an admin's one-liner uses them. What one brings is not there
 * before it has been imported. Functions that return a Core Foundation type give a reference, others plain numbers (macos.md C4, C7).
 */
import type { Camera, ScreenFacts, ScreenWindow } from '../screen/facts.ts';
import { signalProcess } from '../launchd/processes.ts';
import type { RunningApp } from '../apps/running-apps.ts';
import { bridged, ObjCObject, reference, type Value } from './objects.ts';

export type Framework = Readonly<Record<string, unknown>>;

const onScreenOnly = 1;
const excludeDesktopElements = 16;

export function frameworks(facts: ScreenFacts): Readonly<Record<string, Framework>> {
  const appKit = {
    NSWorkspace: bridged(new ObjCObject({ sharedWorkspace: workspace(facts) })),
    NSRunningApplication: bridged(new ObjCObject({ runningApplicationsWithBundleIdentifier: named(facts) })),
  };
  return {
    Foundation: {},
    AppKit: appKit,
    Cocoa: appKit,
    CoreGraphics: {
      kCGNullWindowID: 0,
      kCGWindowListOptionOnScreenOnly: onScreenOnly,
      kCGWindowListExcludeDesktopElements: excludeDesktopElements,
      CGWindowListCopyWindowInfo: (options: number) => reference(windowList(facts, options)),
      CGMainDisplayID: () => facts.mainDisplay,
      CGDisplayIsActive: (display: number) =>
        display === facts.mainDisplay && display !== 0 && !facts.asleep ? 1 : 0,
      CGSessionCopyCurrentDictionary: () => reference(session(facts)),
    },
    AVFoundation: {
      AVMediaTypeVideo: bridged('vide'),
      AVCaptureDevice: bridged(
        new ObjCObject({
          devicesWithMediaType: (type: { readonly js?: unknown } | undefined) =>
            bridged(type?.js === 'vide' ? facts.cameras.map(captureDevice) : []),
        }),
      ),
    },
  };
}

/** `null` outside a session of the window server (macos.md C1). */
function windowList({ windows }: ScreenFacts, options: number): Value {
  if ((options & ~(onScreenOnly | excludeDesktopElements)) !== 0)
    throw new Error(`the stand-in does not know the window list option ${options}`);
  if (windows === null) return null;
  return windows
    .filter(({ visible }) => visible || (options & onScreenOnly) === 0)
    .filter(({ desktopElement }) => !desktopElement || (options & excludeDesktopElements) === 0)
    .map(windowInfo);
}

/** Without kCGWindowName: titles need the permission for screen recording, which nobody has given (macos.md C1). */
function windowInfo(window: ScreenWindow): Value {
  const { x, y, width, height } = window.bounds;
  return {
    kCGWindowNumber: window.id,
    kCGWindowOwnerPID: window.pid,
    kCGWindowOwnerName: window.owner,
    kCGWindowLayer: window.level,
    kCGWindowAlpha: 1,
    kCGWindowBounds: { X: x, Y: y, Width: width, Height: height },
    ...(window.visible ? { kCGWindowIsOnscreen: true } : {}),
  };
}

function workspace({ applications, front }: ScreenFacts): unknown {
  return bridged(
    new ObjCObject({
      runningApplications: bridged(applications.map(runningApplication)),
      frontmostApplication: bridged(front === null ? null : runningApplication(front)),
    }),
  );
}

const named =
  ({ applications }: ScreenFacts) =>
  (bundleId: string): unknown =>
    bridged(applications.filter((app) => app.bundleId === bundleId).map(runningApplication));

function runningApplication(app: RunningApp): ObjCObject {
  return new ObjCObject({
    /** A method without arguments is called by its mere name. */
    get terminate() {
      return signalProcess(app.pid, 'SIGTERM');
    },
    processIdentifier: app.pid,
    localizedName: bridged(app.name),
    bundleIdentifier: bridged(app.bundleId === '' ? null : app.bundleId),
    executableURL: bridged(
      app.executable === '' ? null : new ObjCObject({ lastPathComponent: bridged(app.executable) }),
    ),
  });
}

/** The key for the lock exists only while the screen is locked (macos.md C7). */
function session({ session: current, locked }: ScreenFacts): Value {
  if (current === null) return null;
  return {
    kCGSSessionUserIDKey: current.uid,
    kCGSSessionUserNameKey: current.name,
    kCGSSessionOnConsoleKey: current.onConsole,
    kCGSessionLoginDoneKey: true,
    ...(locked ? { CGSSessionScreenIsLocked: true } : {}),
  };
}

function captureDevice(camera: Camera): ObjCObject {
  return new ObjCObject({ localizedName: bridged(camera.name), inUseByAnotherApplication: camera.inUse });
}
