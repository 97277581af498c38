"""What words mean, taken from a sentence encoder: an optional step of the training.

The encoder reads each word of a list by itself. Its first and its last layer, put side by side and made short
(principal components), are the word's vector. It needs torch and transformers, which nothing else here does: so the
vectors ship with the model, and this step is only for making them anew.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.personal_data import phrases
from nlp.word_vectors import OUR_VECTORS, WordVectors, quantised

PHRASES: Final = Path(phrases.__file__).parent
WIDTH: Final = 96
_LAYERS: Final = (0, -1)
_AT_ONCE: Final = 512
_LONGEST: Final = 24
_WORD: Final = re.compile(r"[^\W\d_]+")
_OF_ENCODER: Final = re.compile(r"[a-z]{2,}")
_MARKS: Final = (
    *("'s", "'m", "'ve", "'d", "'ll", "'re", "'t"),
    *(".", ",", "?", "!", ":", ";", "(", ")", "-", "/", "|", "£", "%", "&", '"', "'"),
)


def take_vectors_anew(encoder: Path, dictionary: Path) -> None:
    """Write our vectors anew, of the words in the list `dictionary` and in our lists of phrases.

    Both networks read them: train both afterwards. Raises what `distilled` raises.
    """
    lists = (dictionary, *sorted(PHRASES.glob("*.txt")))
    distilled(encoder, [file.read_text(encoding="utf-8") for file in lists]).save(OUR_VECTORS)


def distilled(encoder: Path, texts: Iterable[str]) -> WordVectors:
    """The vectors of all words in `texts` and of the whole words that the encoder knows.

    `encoder` is a folder with a BERT-like model and its tokenizer. Raises `ImportError` where torch or transformers are
    missing, `OSError` where the folder can't be read.
    """
    from transformers import AutoModel, AutoTokenizer  # installed for this step alone

    tokenizer = AutoTokenizer.from_pretrained(str(encoder))
    model = AutoModel.from_pretrained(str(encoder)).eval()
    words = {word: None for text in texts for word in _WORD.findall(text.lower().replace("’", "'"))}
    words |= {word: None for word in sorted(tokenizer.get_vocab()) if _OF_ENCODER.fullmatch(word)}
    listed = [*(word for word in words if len(word) <= _LONGEST), *_MARKS]
    return quantised(listed, _made_short(_read(model, tokenizer, listed)))


def _read(model: Any, tokenizer: Any, words: Sequence[str]) -> NDArray[np.float32]:
    """The layers of each word side by side, each of length 1; the mean of its parts where it has several."""
    import torch  # installed for this step alone

    order = sorted(range(len(words)), key=lambda at: len(words[at]))
    read = np.zeros((len(words), len(_LAYERS) * model.config.hidden_size), dtype=np.float32)
    for first in range(0, len(words), _AT_ONCE):
        places = order[first : first + _AT_ONCE]
        given = tokenizer(
            [words[place] for place in places],
            return_tensors="pt",
            padding=True,
            return_special_tokens_mask=True,
        )
        counted = (1 - given.pop("special_tokens_mask"))[..., None].float()
        with torch.no_grad():
            layers = model(**given, output_hidden_states=True).hidden_states
        means = [(layers[layer] * counted).sum(1) / counted.sum(1).clamp(min=1) for layer in _LAYERS]
        read[places] = torch.cat([torch.nn.functional.normalize(one, dim=1) for one in means], 1).numpy()
    return read


def _made_short(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The first principal components, with a spread of 1 altogether."""
    level = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(level.T @ level)
    short: NDArray[np.float32] = (level @ directions[:, ::-1][:, :WIDTH]).astype(np.float32)
    short /= short.std()
    return short
