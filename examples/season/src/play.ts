console.log('The season example is not written yet.');
