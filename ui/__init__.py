"""The pages: a folder for each, `report/` that two of them offer, and `shared/`. Streamlit and Plotly stop here.

Pages never import each other. A component's Python has its scripts in the folder of the same name under `static/`.
This process never imports TensorFlow, Keras or Dask.
"""
