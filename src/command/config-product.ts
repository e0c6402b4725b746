/** The product's own jobs, for the profile that keeps them switched on. */
import { agentLabel, helperLabel, preferenceDomain } from '../contract/identity.ts';
import type { JobLabels } from '../preferences/generate/profile.ts';

export const jobLabelsOfProduct: JobLabels = {
  prefix: preferenceDomain,
  labels: [
    { label: helperLabel, comment: 'The helper, which keeps the appointments' },
    { label: agentLabel, comment: 'The item in the menu bar' },
  ],
};
