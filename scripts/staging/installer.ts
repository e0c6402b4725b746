/** What pkgbuild and productbuild are told about the package. */
import { packageIds, paths } from '../../src/contract/identity.ts';
import { version } from '../../src/contract/version.ts';
import { encodeXmlPlist } from '../../src/files/xml-plist-writer.ts';

/** The same as `mac.minimumSystemVersion` in electron-builder.yml (a test compares them). */
export const minimumSystemVersion = '13.0';

/**
 * How the Installer treats the app: always at its place, whatever copies of it lie elsewhere, also over a newer one, and as a
 * whole, so that nothing of an older version is left in it.
 */
export const componentPlist = encodeXmlPlist([
  {
    RootRelativeBundlePath: paths.application.slice(1),
    BundleIsRelocatable: false,
    BundleIsVersionChecked: false,
    BundleHasStrictIdentifier: true,
    BundleOverwriteAction: 'upgrade',
  },
]);

/**
 * One package for a fleet: both processors inside, of which the Installer takes one. The hardware is asked, because an Installer
 * under Rosetta would take itself for an Intel Mac; `hostArchitectures` keeps it from asking for Rosetta. `rootVolumeOnly` instead
 * of `<domains>`, which has macOS 26 ask for other apps' data.
 */
export const distribution = `<?xml version="1.0" encoding="utf-8"?>
<installer-gui-script minSpecVersion="2">
  <title>Intermission</title>
  <options customize="never" require-scripts="false" rootVolumeOnly="true" hostArchitectures="arm64,x86_64"/>
  <volume-check>
    <allowed-os-versions>
      <os-version min="${minimumSystemVersion}"/>
    </allowed-os-versions>
  </volume-check>
  <script><![CDATA[
    function isAppleSilicon() {
      return system.sysctl('hw.optional.arm64') == 1;
    }
  ]]></script>
  <choices-outline>
    <line choice="arm64"/>
    <line choice="x64"/>
  </choices-outline>
  <choice id="arm64" title="Intermission" visible="false" enabled="isAppleSilicon()" selected="isAppleSilicon()">
    <pkg-ref id="${packageIds.arm64}"/>
  </choice>
  <choice id="x64" title="Intermission" visible="false" enabled="!isAppleSilicon()" selected="!isAppleSilicon()">
    <pkg-ref id="${packageIds.x64}"/>
  </choice>
  <pkg-ref id="${packageIds.arm64}" version="${version}" onConclusion="none">arm64.pkg</pkg-ref>
  <pkg-ref id="${packageIds.x64}" version="${version}" onConclusion="none">x64.pkg</pkg-ref>
</installer-gui-script>
`;
