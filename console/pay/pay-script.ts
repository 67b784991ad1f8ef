/**
 * What the page does where scripts run; all of it works without. The countdown goes by the order's clock (`data-now`), not by
 * the buyer's, and says the time in the server's own words. A page that waits for a result looks again, and so does one that
 * comes back out of the browser's memory: it may show what is no longer true.
 */
export const payScript = `
(() => {
  const again = () => location.reload();
  addEventListener('pageshow', (event) => { if (event.persisted) again(); });
  if (document.querySelector('[data-waiting]')) setTimeout(again, 5000);
  const left = document.querySelector('[data-deadline]');
  if (!left) return;
  const { deadline, now, day, hour, minute, under } = left.dataset;
  const opened = Date.now();
  const say = (ms) => {
    const days = ms >= 172800000 ? Math.floor(ms / 86400000) : 0;
    const hours = Math.floor((ms - days * 86400000) / 3600000);
    const minutes = days ? 0 : Math.floor((ms % 3600000) / 60000);
    const parts = [[days, day], [hours, hour], [minutes, minute]].filter(([count]) => count > 0);
    return parts.map(([count, unit]) => count + ' ' + unit).join(' ') || under;
  };
  const tick = () => {
    const ms = Date.parse(deadline) - Date.parse(now) - (Date.now() - opened);
    if (ms <= 0) return void setTimeout(again, 2000);
    const words = say(ms);
    if (left.textContent !== words) left.textContent = words;
    setTimeout(tick, 1000);
  };
  tick();
})();
`.trim();
