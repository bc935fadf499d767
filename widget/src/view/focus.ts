/** Keyboard focus within the panel. */

const FOCUSABLE = "a[href], button:not([disabled]), input, textarea, [tabindex='0']";

/** Keep Tab inside an element that covers the page; call on every keydown. */
export function keepFocusInside(container: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const stops = [...container.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (stop) => !stop.closest("[inert]") && stop.getClientRects().length > 0,
  );
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const { activeElement } = container.getRootNode() as ShadowRoot;
  const leaves = event.shiftKey
    ? activeElement === first || activeElement === container
    : activeElement === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
