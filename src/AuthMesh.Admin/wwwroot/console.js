// The console's own script: what a browser must do by itself. No framework, no inline scripts, nothing from elsewhere.
(() => {
  "use strict";

  // --- theme: a cookie that the server reads, so that pages arrive in the right colours
  const media = (sheet, theme) => theme === "system" ? `(prefers-color-scheme: ${sheet})` : theme === sheet ? "all" : "not all";

  function setTheme(theme) {
    const age = theme === "system" ? 0 : 31536000;
    document.cookie = `authmesh-theme=${theme}; path=/; max-age=${age}; samesite=strict`;
    document.documentElement.dataset.theme = theme;
    for (const link of document.querySelectorAll("link[data-theme-sheet]")) {
      link.media = media(link.dataset.themeSheet, theme);
    }
  }

  document.addEventListener("change", event => {
    if (event.target.matches?.("[data-theme-choice]")) setTheme(event.target.value);
  });

  // --- copy buttons: <button data-copy="text">
  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return;
    }
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  document.addEventListener("click", async event => {
    const button = event.target.closest?.("[data-copy]");
    if (!button) return;
    await copy(button.dataset.copy);
    const status = button.querySelector("[role=status]");
    button.dataset.copied = "";
    if (status) status.textContent = button.dataset.copiedText;
    setTimeout(() => {
      delete button.dataset.copied;
      if (status) status.textContent = "";
    }, 1600);
  });

  // --- dialogs: the browser's own, which keep the focus inside and give it back
  function showDialog(dialog) {
    if (dialog && !dialog.open) {
      dialog.showModal();
      dialog.querySelector("[data-autofocus]")?.focus();
    }
  }

  function closeDialog(dialog) {
    if (dialog?.open) dialog.close();
  }

  // A click on the backdrop closes like Escape, unless something was typed.
  document.addEventListener("mousedown", event => {
    const dialog = event.target;
    if (dialog instanceof HTMLDialogElement && dialog.open && !("keep" in dialog.dataset)) {
      const box = dialog.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
    }
  });

  // --- live tables: while somebody points into one, has the focus in it or has scrolled down, its rows stay where they are
  function watchTable(table, page) {
    if (!table) return;
    const reasons = { pointer: false, focus: false, scroll: false };
    let held = false;
    const change = (reason, value) => {
      reasons[reason] = value;
      const now = Object.values(reasons).some(Boolean);
      if (now !== held && table.isConnected) {
        held = now;
        page.invokeMethodAsync("HoldAsync", held).catch(() => { });
      }
    };
    table.addEventListener("pointerenter", event => change("pointer", event.pointerType === "mouse"));
    table.addEventListener("pointerleave", () => change("pointer", false));
    table.addEventListener("focusin", () => change("focus", true));
    table.addEventListener("focusout", event => change("focus", table.contains(event.relatedTarget)));
    const onScroll = () => table.isConnected
      ? change("scroll", window.scrollY > 80)
      : document.removeEventListener("scroll", onScroll);
    document.addEventListener("scroll", onScroll, { passive: true });
  }

  // --- "/" and Ctrl/Cmd+K go to the page's search
  document.addEventListener("keydown", event => {
    const typing = event.target.matches?.("input, textarea, select, [contenteditable]");
    const search = document.querySelector("[data-search]");
    if (search && !document.querySelector("dialog[open]") && ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !typing))) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  // --- a lost connection: Blazor redials by itself; when it gives up, or the node restarted, the page is loaded anew as soon as the node answers
  const banner = document.getElementById("components-reconnect-modal");
  let reloading = false;
  async function reloadWhenBack() {
    if (reloading) return;
    reloading = true;
    for (;;) {
      try {
        const answer = await fetch("/healthz", { cache: "no-store" });
        if (answer.status < 500) break;
      } catch { /* not back yet */ }
      await new Promise(done => setTimeout(done, 2000));
    }
    location.reload();
  }
  if (banner) {
    new MutationObserver(() => {
      const lost = ["components-reconnect-failed", "components-reconnect-rejected"];
      if (lost.some(name => banner.classList.contains(name))) reloadWhenBack();
    }).observe(banner, { attributeFilter: ["class"] });
  }

  window.authmesh = { showDialog, closeDialog, watchTable };
})();
