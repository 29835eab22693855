/// What the documentation says is what the code does: references are generated and compared.
package dev.belay.docs;
