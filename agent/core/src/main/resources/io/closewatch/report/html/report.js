// Makes the page handier. It is complete without: nothing is loaded, and all text is set as text.
(function () {
  'use strict';

  function each(selector, action, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), action);
  }

  function button(text, action) {
    var made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', action);
    return made;
  }

  function value(row, column) {
    var text = row.cells[column].textContent.trim();
    return /^\d+$/.test(text) ? Number(text) : text;
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') {
      return a - b;
    }
    return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  }

  // Figures fall first, words rise first; the second click turns it round.
  function sort(table, head) {
    var column = head.cellIndex;
    var before = head.getAttribute('aria-sort');
    var falling = before ? before === 'ascending' : head.className === 'n';
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      return (falling ? -1 : 1) * compare(value(a, column), value(b, column));
    });
    rows.forEach(function (row) { body.appendChild(row); });
    each('th', function (other) { other.removeAttribute('aria-sort'); }, table);
    head.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
  }

  function filter(text, result) {
    var wanted = text.toLowerCase();
    var findings = 0;
    var lines = 0;
    each('article.finding', function (finding) {
      finding.hidden = finding.textContent.toLowerCase().indexOf(wanted) < 0;
      findings += finding.hidden ? 0 : 1;
    });
    each('#sites tbody tr', function (row) {
      row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0;
      lines += row.hidden ? 0 : 1;
    });
    result.textContent = wanted ? 'shown: findings ' + findings + ', lines ' + lines : '';
  }

  function fold(open) {
    each('details', function (details) { details.open = open; });
  }

  each('table.sortable', function (table) {
    each('thead th', function (head) {
      var text = head.textContent;
      head.textContent = '';
      head.appendChild(button(text, function () { sort(table, head); }));
    }, table);
  });

  var tools = document.createElement('div');
  var input = document.createElement('input');
  var result = document.createElement('output');
  tools.className = 'tools';
  input.type = 'search';
  input.placeholder = 'Filter findings and lines';
  input.setAttribute('aria-label', input.placeholder);
  input.addEventListener('input', function () { filter(input.value, result); });
  tools.appendChild(input);
  tools.appendChild(button('Unfold all', function () { fold(true); }));
  tools.appendChild(button('Fold all', function () { fold(false); }));
  tools.appendChild(result);
  var findings = document.getElementById('findings');
  findings.insertBefore(tools, findings.children[1] || null);

  window.addEventListener('beforeprint', function () { fold(true); });
})();
