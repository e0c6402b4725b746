/** The profiles about the product itself: those that say nothing of any deployment. */
import { agentLabel, bundleId, helperLabel, preferenceDomain } from '../contract/identity.ts';
import {
  loginItemsProfile,
  notificationsProfile,
  type JobLabels,
  type UuidOf,
} from '../preferences/generate/profile.ts';
import type { PlistDictionary } from '../preferences/generate/profile-manifest.ts';

export const jobLabelsOfProduct: JobLabels = {
  prefix: preferenceDomain,
  labels: [
    { label: helperLabel, comment: 'The helper, which keeps the appointments' },
    { label: agentLabel, comment: 'The item in the menu bar' },
  ],
};

export interface ProductProfile {
  readonly name: string;
  readonly title: string;
  readonly make: (uuidOf: UuidOf) => PlistDictionary;
}

export const productProfiles: readonly ProductProfile[] = [
  {
    name: 'managed-login-items',
    title: 'Managed Login Items',
    make: (uuidOf) => loginItemsProfile(jobLabelsOfProduct, uuidOf),
  },
  {
    name: 'notifications',
    title: 'Notifications',
    make: (uuidOf) => notificationsProfile(bundleId, uuidOf),
  },
];
