// What a discussion can do where scripts run. Every link and form here works as a page of its own too: where anything is
// unexpected, the script steps aside and the browser follows the link.
//
// The pages are printed, the same for all who may read them. What is one reader's own comes from the state (data-state),
// what is said comes from the page's own <template id="words">.
(() => {
  const room = document.querySelector(".threads[data-room]");
  const live = document.querySelector(".live");
  const words = document.querySelector("#words")?.content;
  if (!words) return;

  const AT_A_CLICK = new Set(["useful", "follow"]); // nothing is to be filled in
  const PATIENCE = 30_000; // ms for an answer; on a network that hangs, the reader is told and may send again
  const SHORTEST_PAUSE = 30_000; // ms between two looks for what is new
  const LONGEST_PAUSE = 300_000;
  const NEARLY_FULL = 200; // characters left from which on they are counted aloud
  const A_PAUSE_IN_TYPING = 600; // ms; a screen reader does not read each keystroke's count
  const DRAFTS_KEPT = 7 * 24 * 3600 * 1000; // ms

  const word = (name, number = "") => part(name).textContent.replace("{n}", number);
  const part = (name) => words.querySelector(`[data-word="${name}"]`);
  const make = (tag, name, text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const idOf = (article) => Number(article.id.slice(1));

  // --- Asking -------------------------------------------------------------------------------------------------------
  // “return=minimal” (RFC 7240): the piece of the page that is put into this one. A page that is none of the
  // discussion's own (signing in, choosing a name) does not apply it: then the browser goes there.
  const ask = async (address, options = {}) => {
    const headers = { Prefer: "return=minimal" };
    const response = await fetch(address, { headers, signal: AbortSignal.timeout?.(PATIENCE), ...options });
    if (response.status >= 500 || response.status === 429) throw new Error(response.status);
    const applied = response.headers.get("Preference-Applied") === "return=minimal";
    return { response, piece: applied ? parse(await response.text()).querySelector(".piece") : null };
  };

  const notice = (text, isWrong = false) => {
    const found = make("p", isWrong ? "notice wrong" : "notice", text);
    found.setAttribute("role", isWrong ? "alert" : "status");
    return found;
  };

  const tell = (where, text, isWrong) => {
    where.querySelector(":scope > .told")?.remove();
    const told = notice(text, isWrong);
    told.classList.add("told");
    where.append(told);
  };

  // --- Drafts: a text outlives a lost connection and a closed page ---------------------------------------------------
  // Under the reader's own number: on a shared computer nobody is shown what somebody else has begun.
  const keyOf = (form) => `draft:${form.dataset.reader}:${form.dataset.draftOf}`;
  const attempt = (act) => {
    try {
      return act();
    } catch {
      return null; // no storage: a private window, or it is full
    }
  };
  const forget = (form) => attempt(() => localStorage.removeItem(keyOf(form)));
  const keep = (form) => {
    const draft = { text: form.elements.text.value, key: form.elements.retry_key.value, at: Date.now() };
    attempt(() => (draft.text.trim() ? localStorage.setItem(keyOf(form), JSON.stringify(draft)) : forget(form)));
  };

  const restore = (form) => {
    const draft = attempt(() => JSON.parse(localStorage.getItem(keyOf(form))));
    const { text, retry_key: key } = form.elements;
    if (!draft || draft.text === text.value) return;
    if (Date.now() - draft.at > DRAFTS_KEPT) return forget(form);
    const [sentText, sentKey] = [text.value, key.value];
    text.value = draft.text;
    key.value = draft.key; // it may have arrived although no answer came back: with its key it is not taken twice
    const told = notice(word("restored"));
    const button = Object.assign(make("button", "quiet", word("discard")), { type: "button" });
    button.addEventListener("click", () => {
      [text.value, key.value] = [sentText, sentKey];
      forget(form);
      told.remove();
      text.focus();
      text.dispatchEvent(new Event("input"));
    });
    told.append(" ", button);
    form.prepend(told);
  };

  const countDown = (text) => {
    const left = make("span", "left");
    left.setAttribute("role", "status");
    text.after(left);
    let timer;
    const count = () => {
      const rest = Number(text.dataset.longest) - [...text.value].length;
      const say = rest < 0 ? word("over", -rest) : rest < NEARLY_FULL ? word("left", rest) : "";
      if (left.textContent !== say) left.textContent = say;
      left.classList.toggle("wrong", rest < 0);
    };
    text.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(count, A_PAUSE_IN_TYPING);
    });
    count();
  };

  // --- Forms --------------------------------------------------------------------------------------------------------
  let open = null; // the form that stands open in this page: {panel, link}

  const close = () => {
    if (!open) return;
    open.panel.remove();
    open.link.removeAttribute("aria-expanded");
    open.link.focus({ preventScroll: true });
    open = null;
  };

  const prepare = (form, address, link) => {
    form.action = address;
    const { text, retry_key: key } = form.elements;
    if (text && form.dataset.draftOf) {
      let sent = null; // the text that may be there already
      restore(form);
      if (text.dataset.longest) countDown(text);
      text.addEventListener("input", () => {
        // Another text is another contribution; the key of the first stays with the first.
        if (sent !== null && text.value !== sent && key.value === form.dataset.sentKey)
          key.value = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
        keep(form);
      });
      form.addEventListener("submit", () => {
        sent = text.value;
        form.dataset.sentKey = key.value;
        keep(form);
      });
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, link);
    });
  };

  const busy = new WeakSet(); // forms that are being sent, links whose form is being fetched

  const send = async (form, link) => {
    if (busy.has(form)) return; // a double click sends once
    busy.add(form);
    const button = form.querySelector("[type=submit]");
    button.setAttribute("aria-disabled", "true");
    let found;
    try {
      found = await ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    } catch {
      tell(form, word("lost"), true);
      button.textContent = word("again");
      return;
    } finally {
      busy.delete(form);
      button.removeAttribute("aria-disabled");
    }
    const { response, piece } = found;
    if (!piece) return location.assign(response.url);
    if (response.redirected) {
      if (form.dataset.draftOf) forget(form);
      return arrive(piece, form, link);
    }
    // Refused: the form comes back with the reason and with the text.
    const again = piece.querySelector("form");
    form.parentNode.replaceChildren(...piece.childNodes);
    if (!again) return;
    forget(again.dataset.draftOf ? again : form);
    prepare(again, response.url, link);
    (again.elements.text || again.querySelector("input:not([type=hidden])"))?.focus();
  };

  // --- What an act has brought about ------------------------------------------------------------------------------
  const arrive = (piece, form, link) => {
    const article = piece.querySelector("article");
    const said = [...piece.querySelectorAll(".notice")];
    if (!link) {
      // A page of its own: what was sent takes the place of the form.
      form.parentNode.replaceChildren(...piece.childNodes);
      return article ? look(article) : undefined;
    }
    const act = link.dataset.act;
    const old = link.closest("article");
    if (AT_A_CLICK.has(act)) return press(link, form.elements.wish.value === "yes", article);
    close();
    if (!article) return;
    if (act === "report") return void old.append(...said);
    const there = document.getElementById(article.id);
    if (there) there.replaceWith(article);
    else if (act === "answer") beneath(old, article);
    else {
      const thread = make("div", "thread");
      thread.append(article);
      room.prepend(thread);
    }
    article.before(...said);
    if (!article.classList.contains("own")) {
      own.add(idOf(article));
      if (act !== "withdraw") editable.add(idOf(article));
    }
    mark([article]);
    if (act === "write" || act === "answer") {
      // Whoever writes in a thread follows it.
      const thread = article.closest(".thread");
      thread.querySelectorAll("[data-act=follow]").forEach((one) => followed.add(Number(one.dataset.thread)));
      if (room.dataset.state) markFollowed(thread);
    }
    look(article);
  };

  const beneath = (parent, article) => {
    const deeper = parent.closest(".deeper") || (parent.nextElementSibling?.matches(".deeper") && parent.nextElementSibling);
    if (deeper) {
      deeper.open = true;
      return deeper.append(article);
    }
    const thread = parent.closest(".thread");
    let answers = thread.querySelector(":scope > .answers");
    if (!answers) parent.after((answers = make("div", "answers")));
    if (!parent.closest(".answers")) return answers.insertBefore(article, answers.querySelector(":scope > .more"));
    const below = make("div", "deeper");
    below.append(article);
    parent.after(below);
  };

  const press = (link, isOn, article) => {
    link.setAttribute("aria-pressed", isOn);
    const id = link.dataset.act === "follow" ? Number(link.dataset.thread) : idOf(link.closest("article"));
    (link.dataset.act === "follow" ? followed : voted)[isOn ? "add" : "delete"](id);
    if (link.dataset.act === "follow") link.textContent = word(isOn ? "followed" : "follow");
    else link.replaceChildren(...article.querySelector("[data-act=useful]").childNodes);
  };

  const look = (article) => {
    article.tabIndex = -1;
    article.focus();
  };

  // --- What is this reader's own -------------------------------------------------------------------------------------
  let [own, editable, voted, followed, muted] = Array.from({ length: 5 }, () => new Set());
  let since = null;

  const readState = async () => {
    const response = await fetch(room.dataset.state, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const state = await response.json();
    [own, editable, voted, followed, muted] = ["own", "editable", "voted", "followed", "muted"].map(
      (name) => new Set(state[name] || []),
    );
    since = state.since && Date.parse(state.since);
    mark(room.querySelectorAll("article.contribution"));
    markFollowed(document);
  };

  const asButton = (link, isOn) => {
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", isOn);
  };

  const mark = (articles) => {
    for (const article of articles) {
      const id = idOf(article);
      const acts = article.querySelector(":scope > .acts");
      const vote = acts?.querySelector("[data-act=useful]");
      if (own.has(id) && acts && !acts.querySelector("[data-act=withdraw]")) {
        // One's own is neither useful to oneself nor reported.
        acts.querySelectorAll("[data-act=useful], [data-act=report]").forEach((link) => link.closest("li").remove());
        for (const name of editable.has(id) ? ["edit", "withdraw"] : ["withdraw"]) {
          const item = part(name).cloneNode(true);
          item.removeAttribute("data-word");
          const link = item.querySelector("a");
          link.href = link.getAttribute("href").replace("/0/", `/${id}/`);
          acts.append(item);
        }
      } else if (vote && room.dataset.state) asButton(vote, voted.has(id));
      const time = article.querySelector(":scope > header time");
      if (since && time && !own.has(id) && Date.parse(time.dateTime) > since && !article.querySelector(".badge.new"))
        article.querySelector("header").append(" ", make("span", "badge new", word("new")));
      if (muted.has(Number(article.dataset.author)) && !article.closest(".muted")) {
        const folded = make("details", "muted");
        folded.append(make("summary", "", word("muted")));
        article.replaceWith(folded);
        folded.append(article);
      }
    }
  };

  const markFollowed = (scope) => {
    for (const link of scope.querySelectorAll("[data-act=follow]")) {
      const isOn = followed.has(Number(link.dataset.thread));
      asButton(link, isOn);
      link.textContent = word(isOn ? "followed" : "follow");
    }
  };

  // --- What comes in meanwhile ----------------------------------------------------------------------------------------
  // The page is asked for again as it is printed: while nothing has changed, the answer is “304” and a few bytes.
  const printed = new Map(); // each thread as it was printed, before anything was marked in it
  const threads = (scope) => [...scope.querySelectorAll(".thread[data-thread]")];
  const articlesIn = (scope) => [...scope.querySelectorAll("article.contribution")];
  const remember = (scope) => threads(scope).forEach((one) => printed.set(one.dataset.thread, one.innerHTML));

  const watch = () => {
    let [pause, timer, tag, announced] = [SHORTEST_PAUSE, 0, null, 0];
    const lookAgain = () => {
      clearTimeout(timer);
      // Where data are dear, and on a page that nobody sees, nothing is asked for.
      if (document.visibilityState === "visible" && !navigator.connection?.saveData) timer = setTimeout(lookOnce, pause);
    };
    const lookOnce = async () => {
      pause = Math.min(pause * 1.5, LONGEST_PAUSE);
      try {
        const response = await fetch(location.pathname, { cache: "no-cache" });
        if (response.ok && !response.redirected && response.headers.get("ETag") !== tag) {
          tag = response.headers.get("ETag");
          const fresh = parse(await response.text()).querySelector(".threads[data-room]");
          const count = fresh ? newIn(fresh) : 0;
          if (count && count !== announced) {
            announce(count, fresh, () => (announced = 0));
            announced = count;
            pause = SHORTEST_PAUSE;
          }
        }
      } catch {
        // No connection just now: the next look may have one.
      }
      lookAgain();
    };
    document.addEventListener("visibilitychange", lookAgain);
    lookAgain();
  };

  // What stands behind “read more answers” is counted too: by the number of all, less what this reader has added.
  const newIn = (fresh) => {
    const unknown = articlesIn(fresh).filter((one) => !document.getElementById(one.id)).length;
    const mine = articlesIn(room).filter((one) => own.has(idOf(one)) && !fresh.querySelector(`#${one.id}`)).length;
    return Math.max(unknown, Number(fresh.dataset.count) - Number(room.dataset.count) - mine || 0);
  };

  const announce = (count, fresh, then) => {
    const button = Object.assign(make("button", "", word("show")), { type: "button" });
    button.addEventListener("click", () => {
      show(fresh);
      then();
      live.replaceChildren(word("shown"));
      live.focus({ preventScroll: true });
    });
    live.tabIndex = -1;
    live.replaceChildren(make("span", "", count === 1 ? word("came-one") : word("came", count)), " ", button);
  };

  const show = (fresh) => {
    // What the reader has before her stays where it is.
    const anchor = articlesIn(room).find((one) => one.getBoundingClientRect().bottom > 0);
    const before = anchor?.getBoundingClientRect().top;
    let next = null; // from the oldest up: each new thread stands before the one that follows it in print
    for (const thread of threads(fresh).reverse()) {
      const id = thread.dataset.thread;
      const here = room.querySelector(`.thread[data-thread="${id}"]`) || document.getElementById(`c${id}`)?.closest(".thread");
      if (here?.querySelector("form")) {
        next = here; // somebody writes in it
        continue;
      }
      if (here && printed.get(id) === thread.innerHTML) {
        next = here;
        continue;
      }
      printed.set(id, thread.innerHTML);
      const known = new Set(articlesIn(document).map((one) => one.id));
      const opened = here ? [...here.querySelectorAll("details[open] article:first-of-type")].map((one) => one.id) : [];
      if (here) {
        thread.append(...here.querySelectorAll("article.own")); // waits for a moderator: print does not have it
        here.replaceWith(thread);
      } else if (next) next.before(thread);
      else room.append(thread);
      opened.forEach((one) => document.getElementById(one)?.closest("details")?.setAttribute("open", ""));
      articlesIn(thread).forEach((one) => known.has(one.id) || one.classList.add("fresh"));
      mark(articlesIn(thread));
      markFollowed(thread);
      next = thread;
    }
    room.dataset.count = fresh.dataset.count;
    const after = anchor && document.getElementById(anchor.id).getBoundingClientRect().top;
    if (anchor) scrollBy({ top: after - before, behavior: "instant" });
  };

  // --- Hands on the page ----------------------------------------------------------------------------------------------
  const openForm = async (link) => {
    if (busy.has(link)) return;
    if (open?.link === link) return open.panel.querySelector("textarea, input, button")?.focus();
    busy.add(link);
    try {
      const { response, piece } = await ask(link.href);
      if (!piece) return location.assign(link.href);
      const form = piece.querySelector("form");
      if (form && AT_A_CLICK.has(link.dataset.act)) {
        form.action = response.url;
        form.hidden = true;
        link.after(form); // so that what goes wrong is told where the reader is
        await send(form, link);
        const told = form.querySelector(".told");
        if (told) tell(link.parentNode, told.textContent, true);
        return form.remove();
      }
      close();
      const panel = make("div", "panel account");
      // What cannot be done any more leads to a page that says why, and shows what stands here already.
      panel.append(...(form || !piece.querySelector("article") ? piece.childNodes : piece.querySelectorAll(".notice")));
      const around = link.closest("article");
      if (around) around.append(panel);
      else link.closest("p").after(panel);
      open = { panel, link };
      link.setAttribute("aria-expanded", "true");
      if (form) prepare(form, response.url, link);
      const first = panel.querySelector("textarea, input:not([type=hidden]), button, a");
      (first || panel).focus();
      panel.scrollIntoView({ block: "nearest" });
    } catch {
      tell(link.parentNode, word("offline"), true);
    } finally {
      busy.delete(link);
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-act]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // The reader's own page says by itself what she has voted for and follows: there the click leads on.
    if (!room || (AT_A_CLICK.has(link.dataset.act) && !room.dataset.state)) return;
    event.preventDefault();
    openForm(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open?.panel.contains(event.target)) return close();
    if (event.key === " " && event.target.matches?.("a[role=button]")) {
      event.preventDefault(); // a button is pressed by the space bar too
      return event.target.click();
    }
    // From one contribution to the next, once the focus is in one; never where somebody types (WCAG 2.1.4).
    const article = event.target.closest?.("article.contribution");
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !article || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select, [contenteditable]")) return;
    const shown = articlesIn(document).filter((one) => one.getClientRects().length);
    const next = shown[shown.indexOf(article) + step];
    if (next) look(next);
  });

  document.querySelectorAll("form[data-draft-of]").forEach((form) => prepare(form, location.href, null));
  if (room) remember(room);
  if (room?.dataset.state) readState().catch(() => {});
  if (live && ["newest", "thread"].includes(room?.dataset.order)) watch();
})();
