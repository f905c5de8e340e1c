// The rules for the scripts of the desk; the paths are from the folder of the project.
export default [
  {
    files: ['src/desk/assets/*.js'],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: 'module',
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'array-callback-return': 'error', 'consistent-return': 'error', curly: ['error', 'multi-line'], 'default-case-last': 'error',
      eqeqeq: 'error', 'no-alert': 'off', 'no-await-in-loop': 'off', 'no-console': 'error', 'no-constant-binary-expression': 'error',
      'no-constructor-return': 'error', 'no-duplicate-imports': 'error', 'no-else-return': 'error', 'no-empty': 'error',
      'no-eval': 'error', 'no-implied-eval': 'error', 'no-new-func': 'error', 'no-param-reassign': 'error', 'no-script-url': 'error',
      'no-shadow': 'error', 'no-undef-init': 'error', 'no-unreachable': 'error', 'no-unused-vars': 'error', 'no-use-before-define': ['error', { functions: false, variables: false }],
      'no-useless-return': 'error', 'no-var': 'error', 'object-shorthand': 'error', 'prefer-const': 'error', 'prefer-template': 'error',
      'require-atomic-updates': 'error', 'no-restricted-properties': ['error',
        { property: 'innerHTML', message: 'what was typed is no markup' }, { property: 'outerHTML' }, { property: 'insertAdjacentHTML' },
        { object: 'document', property: 'write' }],
    },
  },
];
