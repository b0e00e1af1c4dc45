// Runs before the first paint, so that neither theme flashes. The choice lives in localStorage; without one the system decides.
(() => {
  // Dialogs add a style element while they are open; the policy of the page lets it in by the nonce of this script.
  window.__webpack_nonce__ = document.currentScript?.nonce || undefined;
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const apply = () => {
    const theme = stored("dlo-theme");
    root.dataset.theme = theme === "light" || theme === "dark" ? theme : systemIsDark.matches ? "dark" : "light";
    root.dataset.density = stored("dlo-density") === "compact" ? "compact" : "normal";
  };
  apply();
  systemIsDark.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("dlo-look", apply);
})();
