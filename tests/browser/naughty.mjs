// Names and texts that break pages which take them for more than data.
export const naughty = [
  "<script>window.broken = 1</script>",
  "\"><img src=x onerror=window.broken=1>",
  "</bdi></a><style>*{display:none}</style><svg onload=window.broken=1>",
  "javascript:window.broken=1",
  "{{7*7}}${7*7}<%= 7*7 %>",
  "\u202e\u202dtxt.exe\u2066reverse",
  "zero\u200bwidth\u2060joiner\ufeff",
  "مرحبا بالعالم שלום עולם",
  "Z\u0351\u036b\u0343\u0368\u0369\u0366\u0364\u035f\u0327\u0321\u0322a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307l\u0308\u0309\u030a\u030b\u030cgo",
  "ก" + "\u0e49".repeat(40),
  "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽",
  "很长的一句话没有停顿".repeat(500),
  "w".repeat(5000),
  "\u0007\u001b[31mbell",
  "null", "undefined", "NaN", "-1", "&amp;&lt;",
];
