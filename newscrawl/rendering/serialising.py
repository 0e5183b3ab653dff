"""A page as HTML once its scripts have run, with what elements show out of shadow trees of their own."""

from typing import Final

# Copies are made for a document without scripts, so that no element of the page's own is told of them.
AS_HTML: Final = """most => {
  const kind = document.doctype ? `<!DOCTYPE ${document.doctype.name}>` : '';
  const blank = document.implementation.createHTMLDocument('');
  const shown = node => {
    if (node.localName === 'slot' && node.getRootNode() instanceof ShadowRoot) {
      const given = node.assignedNodes();
      return given.length ? given : node.childNodes;
    }
    return (node.shadowRoot || node).childNodes;
  };
  const copy = node => {
    const is_template = node.localName === 'template';
    const made = blank.importNode(node, is_template);
    if (!is_template) shown(node).forEach(child => made.appendChild(copy(child)));
    return made;
  };
  const has_shadows = Array.from(document.querySelectorAll('*')).some(element => element.shadowRoot);
  const html = (has_shadows ? copy(document.documentElement) : document.documentElement).outerHTML;
  return html.length > most ? null : kind + html;
}"""
"""What is shown in a shadow tree (DOM standard, 4.8) stands in its place; what a closed one holds nobody can read."""

STATE: Final = """() => {
  if (document.readyState !== 'complete' || !document.body) return null;
  const length = root => Array.from(root.querySelectorAll('*')).reduce(
    (sum, element) => element.shadowRoot ? sum + length(element.shadowRoot) : sum, root.textContent.length);
  return length(document.body) + ' ' + document.links.length;
}"""
"""How much text and how many links there are: when both are still the page is done."""
