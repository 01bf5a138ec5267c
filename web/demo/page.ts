// The demo page's own button: opens the chat as any button of a host page may.

interface Chat extends HTMLElement {
  open(): Promise<void>;
}

document.querySelector("#parler")?.addEventListener("click", () => {
  void document.querySelector<Chat>("legal-chat")?.open();
});
