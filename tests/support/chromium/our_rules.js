// Rules beside those of axe-core, which has been loaded. Gives a list of faults.

const faults = [];
const fault = (rule, element, help) =>
  faults.push({ rule, target: element?.outerHTML.slice(0, 160) ?? 'document', help });
const shown = element => element.checkVisibility({ visibilityProperty: true });
const usable = [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])',
)].filter(shown);

const headings = [...document.querySelectorAll('h1')].filter(shown);
if (headings.length !== 1) fault('one-h1', headings[1], `${headings.length} main headings`);

for (const part of document.title.split(' – ')) {
  if (!part.trim()) fault('title', document.querySelector('title'), 'a part of the title is empty');
}

const ids = new Set();
for (const element of document.querySelectorAll('[id]')) {
  if (ids.has(element.id)) fault('unique-id', element, 'another element has the same id');
  ids.add(element.id);
}
for (const attribute of ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls']) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) {
    for (const id of element.getAttribute(attribute).split(/\s+/)) {
      if (!ids.has(id)) fault('reference', element, `${attribute} names ${id}, which is not there`);
    }
  }
}

axe.setup(document);
for (const element of usable) {
  if (!axe.commons.text.accessibleText(element).trim()) fault('name', element, 'has no accessible name');
}
axe.teardown();

// A link within a sentence may be as small as its words.
const inSentence = link => link.tagName === 'A' && getComputedStyle(link).display === 'inline'
  && link.closest(':not(a, sup)').innerText.trim() !== link.innerText.trim();
for (const element of usable) {
  const { width, height } = element.getBoundingClientRect();
  if ((width < 24 || height < 24) && !inSentence(element)) {
    fault('target-size', element, `${width.toFixed(1)} by ${height.toFixed(1)} px, less than 24 by 24`);
  }
}

const before = document.activeElement;
for (const element of usable) {
  element.focus({ preventScroll: true, focusVisible: true });
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  if (document.activeElement !== element) {
    fault('focus', element, 'takes no focus');
  } else if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) {
    fault('focus', element, `the focus is not seen: outline ${outlineStyle} ${outlineWidth}`);
  }
}
if (before === document.body) document.activeElement.blur();
else before.focus({ preventScroll: true });

return faults;
