// When two spellings are one: as reporting/site/search/folding.py has it, held to the same cases.
"use strict";

self.jcmFold = (text) => text
  .normalize("NFKC").normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC")
  .replace(/['\u2018\u2019\u02bb\u02bc`\u00b4]/g, "")
  .toLowerCase()
  .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
  .replace(/[-_/\u2010-\u2015\u2212\u00b7\u30fb\s]+/g, " ").trim()
  .replace(/(^| )jcm (?=[a-z]{2} ?(?:am ?)?[0-9]{3})/g, "$1");
