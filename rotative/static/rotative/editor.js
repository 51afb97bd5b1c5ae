// Saving by itself and sending a page's form must not run side by side: a page that is being created would be
// created twice, and a draft that arrives late would take what was just published off the site again.
(() => {
  let saving = false;
  let leaving = false;
  let held = null;

  const isEditor = (event) => event.target instanceof Element && event.target.matches("form[data-edit-form]");

  const settled = (event) => {
    if (!isEditor(event)) return;
    saving = false;
    if (!held) return;
    const { form, name, value } = held;
    held = null;
    // The answer may have replaced the button, and Wagtail disables it: its name and value go as a field.
    if (name) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    form.requestSubmit();
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (!isEditor(event)) return;
    if (leaving) event.preventDefault();
    else saving = true;
  });
  document.addEventListener("w-autosave:success", settled);
  document.addEventListener("w-autosave:error", settled);

  window.addEventListener(
    "submit",
    (event) => {
      if (!isEditor(event) || !saving) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      held = { form: event.target, name: event.submitter?.name, value: event.submitter?.value };
    },
    { capture: true },
  );
  window.addEventListener("submit", (event) => {
    if (isEditor(event) && !event.defaultPrevented) leaving = true;
  });
  // Back from a page that the browser had kept: the editor goes on writing.
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
})();
