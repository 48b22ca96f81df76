import { render } from 'solid-js/web';
import { App } from './app.tsx';
import './styles/console.css';

const root = document.getElementById('console');
if (root === null) throw new Error('The page has no place for the console');
render(() => <App />, root);
