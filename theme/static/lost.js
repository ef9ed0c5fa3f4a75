// The page for what is not found leads on where only capitals or an old name stand in the way, as
// a host does that reads _redirects. Where the site stands is what comes before the address.
"use strict";

const asked = `${location.pathname.toLowerCase().replace(/\/+$/, "")}/`;
for (const link of document.querySelectorAll(".moved a")) {
  if (!asked.endsWith(`/${link.dataset.asked}`)) continue;
  const page = location.pathname.slice(0, asked.length - link.dataset.asked.length) + link.dataset.leads;
  if (page !== location.pathname) location.replace(page + location.search + location.hash);
}
