// SPDX-License-Identifier: Apache-2.0
// The rule of referrals_rule.h in two engines of Node.js: node peers.js ENGINE FACTS.json
// Each line that is read asks about all subjects once; the line that answers holds the processor time it took, in microseconds, and
// for each subject a digit: 1 for REFERRALS, 2 for CONCERNS, 4 for CONTACTS, together.
'use strict';

const fs = require('fs');
const readline = require('readline');

const YEAR = 365;
const MANY = 3;
const OPEN = -1;

// The rules are data; what is counted for them is what such an engine leaves to its host.
function jsonRulesEngine() {
  const {Engine} = require('json-rules-engine');
  const engine = new Engine();
  const counted = async (almanac, count) => count(await almanac.factValue('subject'));
  engine.addFact('referrals', (_, almanac) => counted(almanac, (s) => s.cases.filter((c) => c.referred > s.asOf - YEAR).length));
  engine.addFact('contacts', (_, almanac) => counted(almanac, (s) => s.events.filter((e) => e.kind === 1 && e.day > s.asOf - YEAR).length));
  engine.addFact('open', (_, almanac) => counted(almanac, (s) => s.concerns.filter((c) => c.end === OPEN).map((c) => c.code)));
  const rule = (type, all) => engine.addRule({conditions: {all}, event: {type}});
  rule('1', [{fact: 'referrals', operator: 'greaterThanInclusive', value: MANY}]);
  rule('2', [0, 1, 2].map((code) => ({fact: 'open', operator: 'contains', value: code})));
  rule('4', [{fact: 'contacts', operator: 'greaterThanInclusive', value: 2 * MANY}]);
  return async (subject) => {
    const {events} = await engine.run({subject});
    return events.reduce((said, event) => said + Number(event.type), 0);
  };
}

// One node counts, one decides by a table.
function zenEngine() {
  const {ZenEngine} = require('@gorules/zen-engine');
  const expression = (key, value) => ({id: key, key, value});
  const row = (id, referrals, together, contacts, said) => ({_id: id, a: referrals, b: together, c: contacts, d: said});
  const decision = new ZenEngine().createDecision({
    nodes: [
      {id: 'in', type: 'inputNode', name: 'in', position: {x: 0, y: 0}},
      {
        id: 'count', type: 'expressionNode', name: 'count', position: {x: 1, y: 0},
        content: {
          passThrough: false, inputField: null, outputPath: null, executionMode: 'single',
          expressions: [
            expression('referrals', `count(cases, #.referred > asOf - ${YEAR})`),
            expression('together', [0, 1, 2].map((code) => `some(concerns, #.code == ${code} and #.end == ${OPEN})`).join(' and ')),
            expression('contacts', `count(events, #.kind == 1 and #.day > asOf - ${YEAR})`),
          ],
        },
      },
      {
        id: 'decide', type: 'decisionTableNode', name: 'decide', position: {x: 2, y: 0},
        content: {
          hitPolicy: 'collect',
          inputs: [{id: 'a', name: 'referrals', field: 'referrals'}, {id: 'b', name: 'together', field: 'together'}, {id: 'c', name: 'contacts', field: 'contacts'}],
          outputs: [{id: 'd', name: 'said', field: 'said'}],
          rules: [row('1', `>= ${MANY}`, '', '', '1'), row('2', '', 'true', '', '2'), row('3', '', '', `>= ${2 * MANY}`, '4')],
        },
      },
      {id: 'out', type: 'outputNode', name: 'out', position: {x: 3, y: 0}},
    ],
    edges: [
      {id: 'e1', sourceId: 'in', targetId: 'count', type: 'edge'},
      {id: 'e2', sourceId: 'count', targetId: 'decide', type: 'edge'},
      {id: 'e3', sourceId: 'decide', targetId: 'out', type: 'edge'},
    ],
  });
  return async (subject) => {
    const {result} = await decision.evaluate(subject);
    return result.reduce((said, one) => said + one.said, 0);
  };
}

const ENGINES = {
  // How many are under way at once: where it is fastest.
  'json-rules-engine': {make: jsonRulesEngine, underWay: 1},
  'zen-engine': {make: zenEngine, underWay: 64},
};

async function askAll(evaluate, subjects, underWay) {
  const said = new Array(subjects.length);
  for (let begin = 0; begin < subjects.length; begin += underWay) {
    const some = subjects.slice(begin, begin + underWay);
    const answers = await Promise.all(some.map(evaluate));
    answers.forEach((answer, i) => { said[begin + i] = answer; });
  }
  return said.join('');
}

async function main() {
  const {make, underWay} = ENGINES[process.argv[2]];
  const subjects = JSON.parse(fs.readFileSync(process.argv[3], 'utf8'));
  const evaluate = make();
  await askAll(evaluate, subjects.slice(0, 500), underWay);
  process.stdout.write('ready\n');
  for await (const _ of readline.createInterface({input: process.stdin})) {
    const before = process.cpuUsage();
    const said = await askAll(evaluate, subjects, underWay);
    const {user, system} = process.cpuUsage(before);
    process.stdout.write(`${user + system} ${said}\n`);
  }
}

main().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
