// Runs before the first paint: tells the style sheet that scripts work, so that nothing jumps.
document.documentElement.classList.add("js");
