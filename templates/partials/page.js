(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const closed = () => document.querySelectorAll('details:not([open])');
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...closed()];
    for (const one of opened) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
  });
  const form = document.querySelector('.choice');
  if (!form) return;
  let latest = 0;
  const show = async (query) => {
    latest += 1;
    const mine = latest;
    const answer = await fetch(`${location.pathname}?${query}`);
    if (!answer.ok) throw new Error();
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== latest) return;
    const found = page.getElementById('segment');
    const here = document.getElementById('segment');
    here.className = found.className;
    for (const part of ['[name=key]', '.chosen'])
      here.querySelector(part).innerHTML = found.querySelector(part).innerHTML;
    history.replaceState(null, '', `?${query}#segment`);
  };
  form.addEventListener('change', ({ target }) => {
    const query = new URLSearchParams(new FormData(form));
    if (target.name === 'by') query.delete('key');
    show(query).catch(() => form.submit());
  });
})();
