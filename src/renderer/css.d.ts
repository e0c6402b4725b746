/** A style sheet is imported for the bundler's sake only: it becomes page.css beside page.js. */
declare module '*.css';
