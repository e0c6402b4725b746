/** The page that shows the gallery's pictures by screen, with filters; static, without anything from elsewhere. */

export interface Picture {
  /** Relative to the page. */
  readonly file: string;
  readonly id: string;
  readonly screen: string;
  readonly what: string;
  readonly language: string;
  readonly look: string;
}

export function indexPage(pictures: readonly Picture[]): string {
  const screens = distinct(pictures.map(({ screen }) => screen));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Intermission: every screen</title>
<style>
  body { margin: 24px; font: 14px/1.4 system-ui, sans-serif; background: #e8e8ea; color: #1d1d1f; }
  nav { position: sticky; top: 0; padding: 12px 0; display: flex; flex-wrap: wrap; gap: 16px; background: inherit; }
  .pictures { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 24px; }
  figure { margin: 0; max-width: 100%; }
  figure[hidden] { display: none; }
  img { display: block; max-width: 100%; border-radius: 10px; box-shadow: 0 1px 6px #0003; }
  figcaption { padding: 6px 2px; color: #48484c; }
</style>
<h1>Every screen</h1>
<nav>
${filter('language', pictures)}
${filter('look', pictures)}
${filter('id', pictures)}
</nav>
${screens.map((screen) => section(screen, pictures)).join('\n')}
<script>
  const filters = [...document.querySelectorAll('select')];
  const apply = () => {
    for (const figure of document.querySelectorAll('figure'))
      figure.hidden = filters.some(({ name, value }) => value !== '' && figure.dataset[name] !== value);
  };
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const select of filters) {
    select.value = asked.get(select.name) ?? select.value;
    select.onchange = () => {
      location.hash = new URLSearchParams(filters.map(({ name, value }) => [name, value]));
      apply();
    };
  }
  apply();
</script>
</html>
`;
}

function section(screen: string, pictures: readonly Picture[]): string {
  const figures = pictures
    .filter((picture) => picture.screen === screen)
    .map(
      ({ file, id, what, language, look }) =>
        `<figure data-id="${escaped(id)}" data-language="${escaped(language)}" data-look="${escaped(look)}">` +
        `<img src="${escaped(file)}" alt="${escaped(`${screen}: ${what}`)}" loading="lazy">` +
        `<figcaption><b>${escaped(what)}</b> · ${escaped(language)} · ${escaped(look)}</figcaption></figure>`,
    );
  return `<h2>${escaped(screen)}</h2>\n<div class="pictures">\n${figures.join('\n')}\n</div>`;
}

/** The first language and the first look are shown at first: everything at once is too much to see. */
function filter(name: 'language' | 'look' | 'id', pictures: readonly Picture[]): string {
  const values = distinct(pictures.map((picture) => picture[name]));
  const options = values.map((value, index) => {
    const selected = index === 0 && name !== 'id' ? ' selected' : '';
    return `<option${selected}>${escaped(value)}</option>`;
  });
  return `<label>${name === 'id' ? 'state' : name} <select name="${name}"><option value="">all</option>${options.join('')}</select></label>`;
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
