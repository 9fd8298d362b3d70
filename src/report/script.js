// Enhancement only: theme, focus on an arm, mean or sample, crosshair, filter. The page is complete without it.
'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse(document.getElementById('data').textContent);
  const tip = document.getElementById('tip');

  // Theme: the system's, until the reader chooses.
  const remembered = (() => { try { return localStorage.getItem('hpgsim-theme'); } catch { return null; } })();
  const asked = /theme=(light|dark)/.exec(location.hash);
  const theme = asked ? asked[1] : remembered;
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('hpgsim-theme', root.dataset.theme); } catch { /* a file may have no storage */ }
  });

  // Mean of 24 h or the sample drawn at the visit.
  let basis = document.body.dataset.basis;
  const basisButtons = all('.basis button');
  for (const button of basisButtons) {
    button.addEventListener('click', () => {
      basis = button.dataset.basis;
      document.body.dataset.basis = basis;
      for (const other of basisButtons) other.setAttribute('aria-pressed', String(other === button));
    });
  }

  // One arm forward while its chip is hovered or focused; a click keeps it.
  let kept = null;
  const bring = (arm) => {
    if (arm === null) delete document.body.dataset.focus;
    else document.body.dataset.focus = arm;
    for (const element of all('[data-arm]')) element.classList.toggle('on', arm !== null && element.dataset.arm === arm);
  };
  const chips = all('.chip');
  for (const chip of chips) {
    const arm = chip.dataset.arm;
    chip.addEventListener('pointerenter', (event) => { if (event.pointerType === 'mouse') bring(arm); });
    chip.addEventListener('pointerleave', () => bring(kept));
    chip.addEventListener('focus', () => { if (chip.matches(':focus-visible')) bring(arm); });
    chip.addEventListener('blur', () => bring(kept));
    chip.addEventListener('click', () => {
      kept = kept === arm ? null : arm;
      bring(kept);
      for (const other of chips) other.setAttribute('aria-pressed', String(other.dataset.arm === kept));
    });
  }

  // Crosshair: the same time in every panel, the values of the panel under the pointer.
  const plots = all('svg.plot');
  const order = new Map(data.observables.map((o, i) => [o.id, i]));
  const maps = { linear: (v) => v, cube_root: Math.cbrt, log: Math.log10 };
  const frames = new Map(plots.map((plot) => {
    const [width, left, right, top, bottom] = plot.dataset.frame.split(' ').map(Number);
    return [plot, { width, left, right, top, bottom }];
  }));
  const xOf = (plot, time) => {
    const { left, right } = frames.get(plot);
    return left + (right - left) * time / data.duration;
  };
  const yOf = (plot, value) => {
    const map = maps[plot.dataset.map];
    const low = +plot.dataset.low;
    const high = +plot.dataset.high;
    const at = (map(Math.min(Math.max(value, low), high)) - map(low)) / (map(high) - map(low));
    const { top, bottom } = frames.get(plot);
    return bottom + (top - bottom) * at;
  };
  const nearest = (times, time) => {
    let low = 0;
    let high = times.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time) low = middle; else high = middle;
    }
    return high >= 0 && time - times[low] > times[high] - time ? high : low;
  };
  const words = (value) => {
    const size = Math.abs(value);
    if (size < 1e-9) return '0';
    if (size < 0.001) return '<0.001';
    return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3);
  };
  const make = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const hide = () => {
    tip.hidden = true;
    for (const mark of all('.hair, .dot')) mark.remove();
  };
  const show = (plot, time) => {
    hide();
    const x = xOf(plot, time);
    for (const [other, { top, bottom }] of frames) {
      const at = xOf(other, time);
      other.append(make('line', { class: 'hair', x1: at, x2: at, y1: top, y2: bottom }));
    }
    const o = order.get(plot.dataset.observable);
    const count = Math.round(time / data.unit.hours * 10) / 10;
    const heading = document.createElement('b');
    heading.textContent = `${data.unit.one} ${count}`;
    tip.replaceChildren(heading);
    data.arms.forEach((arm, a) => {
      const value = arm[basis][o][nearest(arm.time, time)];
      if (value === null || value === undefined) return;
      plot.append(make('circle', { class: `dot a${a % 8}`, cx: x, cy: yOf(plot, value), r: 3.2 }));
      const row = document.createElement('div');
      const badge = document.createElement('span');
      badge.className = `badge a${a % 8}`;
      badge.textContent = arm.letter;
      const name = document.createElement('span');
      name.className = 'n';
      name.textContent = arm.name;
      const shown = document.createElement('span');
      shown.className = 'v';
      shown.textContent = `${words(value)} ${data.observables[o].unit}`;
      row.append(badge, name, shown);
      tip.append(row);
    });
    tip.hidden = false;
    const box = plot.getBoundingClientRect();
    const px = box.left + box.width * x / frames.get(plot).width;
    const right = px + 14 + tip.offsetWidth < document.documentElement.clientWidth - 6;
    const left = right ? px + 14 : Math.max(6, px - 14 - tip.offsetWidth);
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${box.top + scrollY + 6}px`;
  };
  for (const plot of plots) {
    let time = 0;
    const follow = (event) => {
      const box = plot.getBoundingClientRect();
      const { width, left, right } = frames.get(plot);
      const x = (event.clientX - box.left) * width / box.width;
      time = Math.min(Math.max((x - left) / (right - left), 0), 1) * data.duration;
      show(plot, time);
    };
    plot.addEventListener('pointermove', follow);
    plot.addEventListener('pointerdown', follow);
    plot.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') hide(); });
    plot.tabIndex = 0;
    plot.addEventListener('focus', () => { if (plot.matches(':focus-visible')) show(plot, time); });
    plot.addEventListener('blur', hide);
    plot.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
      if (event.key === 'Escape') hide();
      if (!step) return;
      event.preventDefault();
      time = Math.min(Math.max(time + step * data.duration, 0), data.duration);
      show(plot, time);
    });
  }
  addEventListener('resize', hide);
  document.addEventListener('pointerdown', (event) => { if (!event.target.closest('svg.plot')) hide(); });

  // Filter of the parameter table: every word must occur.
  for (const box of all('.filtered')) {
    const input = box.querySelector('input');
    const count = box.querySelector('output');
    const rows = all('tbody tr', box).map((row) => [row, row.textContent.toLowerCase()]);
    input.addEventListener('input', () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        const match = wanted.every((word) => text.includes(word));
        row.hidden = !match;
        shown += match;
      }
      count.textContent = wanted.length ? `${shown} of ${rows.length}` : '';
    });
  }
})();
