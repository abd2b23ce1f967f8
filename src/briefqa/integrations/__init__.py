"""The retriever as other libraries take it: `langchain` and `llamaindex`, each with the extra of its name."""
