// Writes the static style sheet of the antd components in use, so that the window needs no inline style element
// and its content security policy can stay strict.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { createElement } = require('react');
const { ConfigProvider } = require('antd');
const { extractStyle } = require('@ant-design/static-style-extract');
const theme = require('../src/app/theme.json');

const includes = [
  'Alert',
  'App',
  'Button',
  'Checkbox',
  'Dropdown',
  'Form',
  'Input',
  'Menu',
  'Modal',
  'Popover',
  'Progress',
  'Radio',
  'Segmented',
  'Select',
  'Space',
  'Spin',
  'Steps',
  'Tabs',
  'Tooltip',
];

const css = extractStyle({
  includes,
  customTheme: (node) => createElement(ConfigProvider, { theme }, node),
});
writeFileSync(new URL('../src/app/antd.generated.css', import.meta.url), css);
console.log(`antd.generated.css: ${Math.round(css.length / 1024)} KB`);
