/** Puts the page into the window and tells main that it listens. */
import { createRoot } from 'react-dom/client';
import { bridge } from './bridge.ts';
import { Shell } from './shell.tsx';
import './page.css';

const place = document.getElementById('page');
if (place !== null) {
  document.documentElement.dataset['platform'] = bridge.platform;
  createRoot(place).render(<Shell />);
}
