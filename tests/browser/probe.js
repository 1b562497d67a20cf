// SPDX-License-Identifier: GPL-3.0-or-later
// Put into a copy of the page by tests/long/browser.sh; leaves lines `ok NAME` and `not ok NAME` in #probe.
(function () {
  'use strict';
  var lines = [];

  function check(name, right, why) {
    lines.push((right ? 'ok ' : 'not ok ') + name + (right ? '' : ': ' + why));
  }

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function visible(element) {
    return element.getClientRects().length > 0;
  }

  function parse(colour) {
    var parts = colour.match(/[\d.]+/g).map(Number);
    return { r: parts[0], g: parts[1], b: parts[2], a: parts.length > 3 ? parts[3] : 1 };
  }

  // WCAG 2.1: relative luminance and contrast ratio
  function luminance(c) {
    var linear = [c.r, c.g, c.b].map(function (v) {
      v /= 255;
      return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  function ground(element) {
    for (; element; element = element.parentElement) {
      var colour = parse(getComputedStyle(element).backgroundColor);
      if (colour.a > 0) {
        return colour;
      }
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  }

  function contrast(element) {
    var one = luminance(parse(getComputedStyle(element).color)), two = luminance(ground(element));
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  function leastContrast() {
    var least = { ratio: 99, text: '' };
    all('.page *').forEach(function (element) {
      var own = Array.prototype.some.call(element.childNodes, function (node) {
        return node.nodeType === 3 && node.nodeValue.trim() !== '';
      });
      if (own && !element.closest('svg') && visible(element)) {
        var ratio = contrast(element);
        if (ratio < least.ratio) {
          least = { ratio: ratio, text: element.textContent.slice(0, 40) };
        }
      }
    });
    return least;
  }

  function checkLook(name) {
    var wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
    var least = leastContrast();
    var widest = all('.page *').filter(function (element) {
      return !element.closest('svg, thead, .scroll, pre') && element.getBoundingClientRect().right > room + 0.5;
    })[0];
    check(name + ': nothing is wider than the screen', wide <= room,
      wide + ' > ' + room + ' ' + (widest ? widest.outerHTML.slice(0, 120) : ''));
    check(name + ': contrast is 4.5 or more', least.ratio >= 4.5, least.ratio.toFixed(2) + ' of ' + least.text);
  }

  function checkLanguage(shown, hidden) {
    document.getElementById('show-' + shown).click();
    check(shown + ': its texts are shown', all('.page .' + shown).some(visible), 'none is');
    check(shown + ': the other language is not', !all('.page .' + hidden).some(visible), 'some is');
    check(shown + ': the page says its language', document.documentElement.lang.indexOf(shown) === 0,
      document.documentElement.lang);
    check(shown + ': the title follows', /[\u4e00-\u9fff]/.test(document.title) === (shown === 'zh'), document.title);
    checkLook(shown);
  }

  function checkStructure() {
    var last = 0, sound = true;
    all('h1, h2, h3').forEach(function (heading) {
      var level = Number(heading.tagName[1]);
      sound = sound && level <= last + 1;
      last = level;
    });
    check('headings skip no level', sound, 'one does');
    check('one h1', all('h1').length === 1, all('h1').length);
    check('every figure is a picture with a description', all('figure svg').length > 0 && all('figure svg').every(function (svg) {
      var by = document.getElementById(svg.getAttribute('aria-labelledby'));
      return svg.getAttribute('role') === 'img' && by && by.textContent.trim() !== '';
    }), 'one lacks it');
    check('every heading of a table has a scope', all('th').every(function (th) { return th.scope !== ''; }), 'one lacks it');
    check('every table has a caption', all('table').every(function (table) { return table.caption; }), 'one lacks it');
    var seen = {}, twice = '';
    all('[id]').forEach(function (element) {
      twice = seen[element.id] ? element.id : twice;
      seen[element.id] = true;
    });
    check('no identifier is there twice', twice === '', twice);
    check('every link leads somewhere', all('a[href^="#"]').every(function (a) {
      return document.getElementById(a.getAttribute('href').slice(1));
    }), 'one does not');
    check('references within figures are met', all('use').every(function (use) {
      return document.getElementById((use.getAttribute('xlink:href') || use.getAttribute('href')).slice(1));
    }), 'one is not');
  }

  function firstColumn(table, column) {
    return all('tr', table.tBodies[0]).map(function (row) {
      return parseFloat(row.cells[column].getAttribute('data-value'));
    }).filter(function (value) { return !isNaN(value); });
  }

  function isSorted(values, sign) {
    return values.every(function (value, i) { return i === 0 || sign * (value - values[i - 1]) >= 0; });
  }

  function checkTables() {
    var table = document.querySelector('#differences ~ div table.sortable');
    var button = table.tHead.rows[0].cells[3].querySelector('button');
    button.click();
    check('a click sorts', isSorted(firstColumn(table, 3), 1), firstColumn(table, 3).join(' '));
    button.click();
    check('another sorts downwards', isSorted(firstColumn(table, 3), -1) && !isSorted(firstColumn(table, 3), 1),
      firstColumn(table, 3).join(' '));
    check('and says so', button.parentNode.getAttribute('aria-sort') === 'descending', 'no');
    var input = table.parentNode.previousElementSibling.querySelector('input');
    var before = all('tr', table.tBodies[0]).filter(visible).length;
    input.value = 'yuan';
    input.dispatchEvent(new Event('input'));
    var after = all('tr', table.tBodies[0]).filter(visible).length;
    check('the filter leaves rows out', after > 0 && after < before, before + ' ' + after);
    input.value = '';
    input.dispatchEvent(new Event('input'));
    check('and gives them back', all('tr', table.tBodies[0]).filter(visible).length === before, 'no');
  }

  window.addEventListener('load', function () {
    var box = document.createElement('pre');
    try {
      checkStructure();
      checkLanguage('zh', 'en');
      checkLanguage('en', 'zh');
      checkTables();
    } catch (error) {
      check('the probe ends', false, error);
    }
    box.id = 'probe';
    box.textContent = '\n' + lines.join('\n') + '\n';
    document.body.appendChild(box);
  });
}());
