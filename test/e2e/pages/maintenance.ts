/** The list of Maintenance as a person reads it: by its words and roles. */
import type { Locator, Page } from '@playwright/test';

export class MaintenanceList {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1, name: 'Maintenance' });
  }

  /** The row of the deployment with this title. */
  row(title: string): Locator {
    const heading = this.page.getByRole('heading', { name: title, exact: true });
    return this.page.getByRole('listitem').filter({ has: heading });
  }

  /** The titles of what is over, the last first. */
  past(): Promise<readonly string[]> {
    return this.page.getByRole('list', { name: 'Past' }).getByRole('heading').allInnerTexts();
  }
}
