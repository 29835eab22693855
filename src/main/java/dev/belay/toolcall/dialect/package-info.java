/// One small class for each way in which models write calls, in packages by family, and what they share: the text with
/// its budget of looking, where it quotes code, and what was found.
///
/// On the path: the parser offers places to the dialects, and puts what they find to the schemas.
package dev.belay.toolcall.dialect;
