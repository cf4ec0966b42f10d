"""What pages are made of: canvas, live chart, cards, controls, links. Streamlit and Plotly stop here.

A new part is one file with one public function; its script, if it has one, stands in `static/`.
This process never imports TensorFlow, Keras or Dask.
"""
