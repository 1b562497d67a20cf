// SPDX-License-Identifier: GPL-3.0-or-later
// The page is whole without this. It remembers the language, and adds sorting and filtering to the tables.
(function () {
  'use strict';
  var radios = { en: document.getElementById('show-en'), zh: document.getElementById('show-zh') };
  var words = {
    filter: { en: 'Show rows with', zh: '\u7b5b\u9009\u884c' },
    left: { en: 'rows', zh: '\u884c' },
    sort: { en: 'Sort by this column', zh: '\u6309\u672c\u5217\u6392\u5e8f' }
  };

  function language() {
    return radios.zh.checked ? 'zh' : 'en';
  }

  function both(tag, text) {
    var box = document.createDocumentFragment();
    ['en', 'zh'].forEach(function (which) {
      var part = document.createElement(tag);
      part.className = which;
      part.lang = which === 'zh' ? 'zh-CN' : 'en';
      part.textContent = text[which];
      box.appendChild(part);
    });
    return box;
  }

  // What a reader could not reach by style alone: the page's own language, its title, tool tips.
  function speak() {
    var now = language();
    document.documentElement.lang = now === 'zh' ? 'zh-CN' : 'en';
    document.title = document.body.getAttribute('data-title-' + now) || document.title;
    Array.prototype.forEach.call(document.querySelectorAll('[data-tip-en]'), function (element) {
      element.title = element.getAttribute('data-tip-' + now);
    });
  }

  function remember() {
    try {
      window.localStorage.setItem('zutuan-language', language());
    } catch (ignored) { /* a file that may not store anything */ }
    speak();
  }

  function recall() {
    try {
      var kept = window.localStorage.getItem('zutuan-language');
      if (kept && radios[kept]) {
        radios[kept].checked = true;
      }
    } catch (ignored) { /* the same */ }
    radios.en.addEventListener('change', remember);
    radios.zh.addEventListener('change', remember);
  }

  function keyOf(row, column) {
    var cell = row.cells[column];
    var value = cell ? cell.getAttribute('data-value') : null;
    if (value !== null) {
      return value === '' ? -Infinity : parseFloat(value);
    }
    return cell ? cell.textContent.trim() : '';
  }

  function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number') {
      return a === b ? 0 : a < b ? -1 : 1;
    }
    return String(a).localeCompare(String(b), language());
  }

  function sortBy(table, column, head) {
    var down = head.getAttribute('aria-sort') === 'ascending';
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var keyed = rows.map(function (row, place) {
      return { row: row, key: keyOf(row, column), place: place };
    });
    keyed.sort(function (a, b) {
      return (down ? -1 : 1) * compare(a.key, b.key) || a.place - b.place;
    });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) {
      other.removeAttribute('aria-sort');
    });
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    keyed.forEach(function (item) {
      table.tBodies[0].appendChild(item.row);
    });
  }

  function makeSortable(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = document.createElement('button');
      button.type = 'button';
      while (head.firstChild) {
        button.appendChild(head.firstChild);
      }
      button.setAttribute('data-tip-en', words.sort.en);
      button.setAttribute('data-tip-zh', words.sort.zh);
      button.addEventListener('click', function () {
        sortBy(table, column, head);
      });
      head.appendChild(button);
    });
  }

  function makeFilter(table) {
    var box = document.createElement('div');
    var label = document.createElement('label');
    var input = document.createElement('input');
    var count = document.createElement('span');
    box.className = 'filter small';
    count.setAttribute('role', 'status');
    input.type = 'search';
    label.appendChild(both('span', words.filter));
    label.appendChild(document.createTextNode(' '));
    label.appendChild(input);
    box.appendChild(label);
    box.appendChild(count);
    input.addEventListener('input', function () {
      var wanted = input.value.trim().toLowerCase();
      var shown = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        row.hidden = wanted !== '' && row.textContent.toLowerCase().indexOf(wanted) < 0;
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = '';
      if (wanted !== '') {
        count.appendChild(document.createTextNode(shown + ' '));
        count.appendChild(both('span', words.left));
      }
    });
    var place = table.parentNode.classList.contains('scroll') ? table.parentNode : table;
    place.parentNode.insertBefore(box, place);
  }

  recall();
  Array.prototype.forEach.call(document.querySelectorAll('table.sortable'), function (table) {
    makeSortable(table);
    if (table.tBodies[0].rows.length > 7) {
      makeFilter(table);
    }
  });
  speak();
}());
