#!/usr/bin/env node
"use strict";
import { tick } from "../shared/tick.js";

const $m = "m";
const $h = "h";
let $module = tick("module");

function usesHolderNames(): string {
  let $start = "";
  for (let i = 0; i < 2; i++) $start += tick($m + $h);
  $module += $start;
  return $module;
}

function usesLocalNames($v: number, $p = 2, ...$r: number[]): string {
  let $t1 = 0;
  for (let $n = 0; $n < 2; $n++) {
    try {
      $t1 += tick($n) + $v + $p;
    } catch ($e) {
      return String($e);
    }
  }
  const $args = $r.map(($0) => tick($0));
  return `${$t1} ${$args}`;
}

console.log(usesHolderNames(), usesLocalNames(1), usesLocalNames(1, 2, 3), $m, $h);
for (let i = 0; i < 2; i++) tick(i);
